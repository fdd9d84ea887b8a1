// Slices. A slice is three words: a pointer into an array, a length, and a capacity.
//
// append writes behind the length. While there is capacity it writes into the array, which
// other slices may share. When there is none it copies all values into a larger array, and
// from then on the two go their own ways. So two slices may see each other's writes or not,
// and it is the capacity that decides.
//
//scope:procs 1
//scope:want output list [0 1 2 3 4] len 5 cap 8
//scope:want output first [100 1 2] len 3 cap 16
//scope:want output list[3] 3 then 200
//scope:want output safe [100 1 2 300] len 4 cap 6
//scope:want output list[3] is still 200
//scope:want output s [100 1 2 200 4 5 6 7 8 9] len 10 cap 16
//scope:want output list [100 1 2 200 4 5 6 7 8] len 9 cap 16
package main

import "fmt"

func main() {
	var list []int
	//scope:note A nil slice has no array. append makes one, and a larger one whenever it is full.
	for i := range 9 {
		room := cap(list)
		list = append(list, i)
		if cap(list) != room {
			//scope:note It was full: twice the capacity, and the values are copied. From 256 on it grows by less.
			show("list", list)
		}
	}

	//scope:note Slicing copies no value: first points into the array of list, with all the room behind it.
	first := list[:3]
	//scope:note So this is a write to list[0], too.
	first[0] = 100
	show("first", first)

	was := list[3]
	//scope:ask first has length 3 and capacity 16. Where does append put the 200?
	first = append(first, 200)
	//scope:note Into the array they share, right behind first: over the 3 in list[3].
	show("first", first)
	fmt.Println("list[3]", was, "then", list[3])

	//scope:note The third index is the end of the capacity: here there is no room behind the length.
	safe := list[:3:3]
	//scope:note append must copy now. safe has an array of its own, and list stays as it is.
	safe = append(safe, 300)
	show("safe", safe)
	fmt.Println("list[3] is still", list[3])

	//scope:ask add appends a value to the slice that it is given. How long is list afterwards?
	add(list)
	//scope:note As long as before: add has changed its copy of the three words. It must return the slice.
	show("list", list)
}

func add(s []int) {
	//scope:note s is a copy of the three words. There is room, so the array is the same.
	s = append(s, 9)
	show("s", s)
}

func show(name string, s []int) {
	n, room := len(s), cap(s)
	fmt.Println(name, s, "len", n, "cap", room)
}
