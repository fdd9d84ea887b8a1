// A nil pointer dereference that nobody recovers.
package main

type list struct {
	val  int
	next *list
}

func main() {
	l := &list{1, &list{2, nil}}
	for {
		println(l.val)
		l = l.next
	}
}
