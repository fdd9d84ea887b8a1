// Slices share arrays: append, aliasing, three-index slices, copy with overlap.
package main

func show(s []int) {
	print(len(s), "/", cap(s), ":")
	for _, x := range s {
		print(" ", x)
	}
	println()
}

var s []int // escapes, so append never uses a frame for it

func main() {
	last := -1
	for i := range 20 {
		s = append(s, i)
		if cap(s) != last {
			last = cap(s)
			print(last, " ")
		}
	}
	println(s == nil, len(s))

	a := [...]int{0, 1, 2, 3, 4, 5, 6, 7}
	b := a[2:5]
	c := append(b, 100)
	show(b)
	show(c)
	println(a[5])
	d := append(a[2:5:5], 200)
	show(d)
	println(a[5])
	show(a[3:3:4])
	show(a[:0])
	d[0] = -1
	println(a[2])

	copy(a[1:], a[:])
	show(a[:])
	copy(a[:], a[3:])
	show(a[:])
	n := copy(b, []int{9, 9, 9, 9, 9})
	println(n)

	bs := make([]byte, 3, 10)
	println(copy(bs, "hello"), string(bs), string(append(bs, " world"...)))

	grid := make([][]int, 3)
	for i := range grid {
		grid[i] = make([]int, i+1)
		for j := range grid[i] {
			grid[i][j] = i * j
		}
	}
	grid[2] = append(grid[2], grid[1]...)
	show(grid[2])

	e := []int{1, 2, 3, 4, 5}
	e = append(e[:1], e[2:]...)
	show(e)
	show(e[:5])
	clear(e)
	show(e)
	t := []int{5: 50, 2: 20, 30}
	show(t)
	for i, x := range t[:3] {
		t[i] = x + 1
		t = append(t, i)
	}
	show(t)
	p := &t[0]
	t = append(t, make([]int, 50)...)
	*p = 77
	println(t[0])
}
