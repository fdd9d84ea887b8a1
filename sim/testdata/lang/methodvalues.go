// Method values of interfaces: the interface's value is taken when the method value is made,
// and a nil interface has none.
package main

import "fmt"

type shape interface{ area() int }

type square int

func (s square) area() int { return int(s) * int(s) }

type box struct{ shape }

func made() shape {
	println("made")
	return square(3)
}

func main() {
	area := made().area
	fmt.Println(area(), area())
	var s shape = square(4)
	area = s.area
	s = square(5)
	fmt.Println(area(), box{s}.area())
	in := box{s}.area
	fmt.Println(in())
	defer func() { fmt.Println(recover()) }()
	s = nil
	area = s.area
	fmt.Println("not reached")
}
