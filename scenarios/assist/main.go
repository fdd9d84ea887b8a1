// Assists. Who allocates while the collector marks has to help.
//
// A long list is alive, and a list is slow to mark: each node says where the next one is, so
// that one at a time follows it and nobody can share the work. Meanwhile three goroutines
// allocate garbage as fast as they can. If they could just go on, the heap would be over its
// goal before marking is done. So they allocate on credit: who is in debt marks before it goes
// on, or, if others have all the work, waits until the worker has marked enough for both.
//
//scope:procs 4
//scope:seed 14
//scope:minheap 512KiB
//scope:view both
//scope:want output ok 4000
package main

import (
	"fmt"
	"sync"
)

type node struct {
	next *node
	_    [6]int
}

var list *node

func main() {
	//scope:note 4000 nodes, one behind the other. All of them stay.
	list = nodes(4000)
	//scope:ask Three goroutines allocate faster than a worker can mark. What keeps the heap at its goal?
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() { garbage() })
	}
	//scope:note They do: who is in debt takes credit of a worker, or marks, or waits. Step by phase.
	wg.Wait()
	fmt.Println("ok", list.len())
}

// nodes returns a list of n nodes.
func nodes(n int) (list *node) {
	for range n {
		list = &node{next: list}
	}
	return list
}

func (n *node) len() (count int) {
	for ; n != nil; n = n.next {
		count++
	}
	return count
}

// garbage allocates nodes that nobody needs.
//
//go:noinline
func garbage() (last *node) {
	for range 3000 {
		last = &node{}
	}
	return last
}
