// Green Tea. Today's collector marks page by page, not object by object.
//
// A marker that follows every pointer at once jumps about in memory, and the processor waits
// for each jump. So an object that is found only has a bit set in its span, the page it lies
// in, and the span is queued, once. Spans are served first come, first served: until it is a
// span's turn, more of its objects have been found, and all of them are scanned in one go.
//
// Step by span and watch the bits. Then run it with the rule greentea off, as Go 1.25 did it:
// the same heap, but the object found last is scanned first, one after the other.
//
//scope:procs 2
//scope:view heap
//scope:want ok
package main

import "runtime"

type node struct {
	left, right *node
	_           [6]int
}

const nodes = 511

var root *node

// build makes a tree level by level: a child
// lies far behind its parent.
func build() *node {
	level := []*node{{}}
	top := level[0]
	for n := 1; n < nodes; {
		var next []*node
		for _, p := range level {
			p.left, p.right = &node{}, &node{}
			next = append(next, p.left, p.right)
			n += 2
		}
		level = next
	}
	return top
}

func main() {
	root = build()
	//scope:note 511 nodes of 64 bytes lie in 5 spans of 8 KiB: 124 fit into one.
	//scope:ask How often does the collector come to a span, until all 511 nodes are black?
	runtime.GC()
	//scope:note About a dozen times: near the root a visit scans 2 or 4 nodes, further down more than a hundred.
	runtime.KeepAlive(root)
	println("marked")
}
