// Tricolor. The collector paints objects: white is not found, grey is found, black is scanned.
//
// Every object begins white. What a root leads to turns grey: a package-level variable is a
// root, and so is a variable on a stack as long as it is still used. Then the collector takes
// one grey object after another, turns what it points to grey, and the object itself black.
// When nothing is grey any more, what is white cannot be reached, and its memory is free again.
// Nobody counts pointers: a ring of garbage whose objects point to each other is freed as well.
//
// Step by phase, root or object. The marker is that of Go 1.25, which looks at objects one by
// one; the lesson greentea shows today's.
//
//scope:procs 2
//scope:off greentea
//scope:view both
//scope:want ok
package main

import "runtime"

type node struct {
	left, right *node
}

var root, ring *node

func tree(depth int) *node {
	n := &node{}
	if depth > 0 {
		n.left = tree(depth - 1)
		n.right = tree(depth - 1)
	}
	return n
}

func (n *node) count() int {
	if n == nil {
		return 0
	}
	return 1 + n.left.count() + n.right.count()
}

func main() {
	root = tree(3)
	//scope:note The global root leads to a tree of 15 nodes. The pane shows it as a graph.
	branch := root.left
	root.left, root.right = nil, nil
	//scope:note The left branch hangs on a variable of main now. Nothing leads to the right branch.
	ring = &node{}
	ring.left = &node{left: ring}
	ring = nil
	//scope:ask Nothing leads to the ring either, but its two nodes point to each other. Are they freed?
	runtime.GC()
	//scope:note Yes. The right branch and the ring stayed white, 9 objects: no root leads to them.
	println(root.count() + branch.count())
}
