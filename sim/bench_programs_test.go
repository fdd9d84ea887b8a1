package sim

// The benchmarks' programs. They are compiled into the test and, as text, into the machine:
// see benchProgram. So they import nothing.

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func fib30() int { return fib(30) }

// matmul multiplies two matrices of 120 times 120.
func matmul() int {
	const n = 120
	a, b, c := make([]int, n*n), make([]int, n*n), make([]int, n*n)
	for i := range a {
		a[i], b[i] = i%7, i%11
	}
	for i := 0; i < n; i++ {
		for j := 0; j < n; j++ {
			sum := 0
			for k := 0; k < n; k++ {
				sum += a[i*n+k] * b[k*n+j]
			}
			c[i*n+j] = sum
		}
	}
	sum := 0
	for _, x := range c {
		sum += x
	}
	return sum
}

// sieve counts the primes below two million.
func sieve() int {
	composite := make([]bool, 2_000_000)
	n := 0
	for i := 2; i < len(composite); i++ {
		if composite[i] {
			continue
		}
		n++
		for k := i * i; k < len(composite); k += i {
			composite[k] = true
		}
	}
	return n
}

type treeNode struct{ left, right *treeNode }

func newTree(depth int) *treeNode {
	if depth == 0 {
		return &treeNode{}
	}
	return &treeNode{newTree(depth - 1), newTree(depth - 1)}
}

func (t *treeNode) count() int {
	if t.left == nil {
		return 1
	}
	return 1 + t.left.count() + t.right.count()
}

// trees builds, counts and drops binary trees, as the benchmark game does.
func trees() int {
	const maxDepth = 14
	long := newTree(maxDepth)
	n := 0
	for depth := 4; depth <= maxDepth; depth += 4 {
		for range 1 << (maxDepth - depth + 4) {
			n += newTree(depth).count()
		}
	}
	return n + long.count()
}

// pingpong sends a ball there and back over two unbuffered channels.
func pingpong() int {
	ping, pong := make(chan int), make(chan int)
	go func() {
		for x := range ping {
			pong <- x + 1
		}
		close(pong)
	}()
	x := 0
	for range 100_000 {
		ping <- x
		x = <-pong
	}
	close(ping)
	return x
}

// spawn starts goroutines one after another, each of which says one thing and ends.
func spawn() int {
	done := make(chan int)
	sum := 0
	for i := range 100_000 {
		go func() { done <- i }()
		sum += <-done
	}
	return sum
}

// parallel lets eight goroutines compute side by side.
//
//lint:ignore U1000 the machine runs it, from the text
func parallel() int {
	sums := make(chan int)
	for range 8 {
		go func() { sums <- fib(22) }()
	}
	n := 0
	for range 8 {
		n += <-sums
	}
	return n
}

// sixteen lets sixteen goroutines compute side by side for ever.
//
//lint:ignore U1000 the machine runs it, from the text
func sixteen() int {
	for range 16 {
		go func() {
			for n := 0; ; {
				n += fib(20)
			}
		}()
	}
	select {}
}

// crowd makes 10 000 goroutines that wait and 100 000 objects, says so, and then touches one
// goroutine and twenty objects again and again.
//
//lint:ignore U1000 the machine runs it, from the text
func crowd() int {
	type object struct {
		next  *object
		count int
	}
	objects := make([]*object, 100_000)
	for i := range objects {
		objects[i] = &object{}
		if i > 0 {
			objects[i].next = objects[i/2]
		}
	}
	doors := make([]chan int, 10_000)
	for i := range doors {
		doors[i] = make(chan int)
		go func() {
			for seed := range doors[i] {
				for k := range 20 {
					objects[(seed+k*7919)%len(objects)].count++
				}
			}
		}()
	}
	println("ready")
	for seed := 1; ; seed = (seed*1103515245 + 12345) & 0x7fffffff {
		doors[seed%len(doors)] <- seed
	}
}

// reverse turns lists round again and again, in the heap, in an array and behind a global: a
// program that does little else than store pointers.
func reverse() int {
	type cell struct {
		next *cell
		n    int
	}
	var list *cell
	for i := range 1000 {
		list = &cell{list, i}
	}
	ring := make([]*cell, 64)
	for round := range 400 {
		var back *cell
		for c := list; c != nil; {
			next := c.next
			c.next = back
			ring[c.n&63] = c
			back, c = c, next
		}
		list = back
		list.n += round
	}
	return list.n
}
