// Package variables are initialised in dependency order, then the init functions run.
package main

var trace = []string{}

func note(s string, v int) int {
	trace = append(trace, s)
	return v
}

var (
	a = note("a", b+1)
	b = note("b", f())
	c = note("c", 1)
	d = func() int { return note("d", c+a) }()
)

func f() int { return c + 10 }

var x, y = pair()

func pair() (int, int) { note("pair", 0); return d, 2 }

var table = map[string][]int{"one": {1}, "two": {2, 2}}

var self = &node{val: 1, kids: []*node{{val: 2}, {val: 3, kids: []*node{{val: 4}}}}}

type node struct {
	val  int
	kids []*node
}

func (n *node) sum() int {
	s := n.val
	for _, k := range n.kids {
		s += k.sum()
	}
	return s
}

var _ = note("blank", 0)

var handler func(int) int = handle

func handle(n int) int {
	if n == 0 {
		return total
	}
	return n
}

var total = note("total", 99)

func init() { note("init1", 0); a++ }

func init() { note("init2", 0); a *= 2 }

func main() {
	for _, s := range trace {
		print(s, " ")
	}
	println()
	println(a, b, c, d, x, y, len(table["two"]), self.sum(), handler(0), handler(5))
}
