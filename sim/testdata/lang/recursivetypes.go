// Types that refer to themselves: lists, graphs, functions returning themselves, state machines.
package main

import "fmt"

type state func(*machine, rune) state

type machine struct {
	words []string
	cur   []rune
}

func outside(m *machine, r rune) state {
	if r == ' ' {
		return outside
	}
	m.cur = append(m.cur, r)
	return inside
}

func inside(m *machine, r rune) state {
	if r != ' ' {
		m.cur = append(m.cur, r)
		return inside
	}
	m.words = append(m.words, string(m.cur))
	m.cur = m.cur[:0]
	return outside
}

type graph map[string][]string

func (g graph) bfs(from string) (order []string) {
	seen := map[string]bool{from: true}
	for queue := []string{from}; len(queue) > 0; {
		n := queue[0]
		queue = queue[1:]
		order = append(order, n)
		for _, next := range g[n] {
			if !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return
}

type expr interface{}
type list []expr

func depth(e expr) int {
	d := 0
	if l, ok := e.(list); ok {
		for _, x := range l {
			d = max(d, depth(x))
		}
		d++
	}
	return d
}

type ring struct {
	prev, next *ring
	val        int
}

func (r *ring) insert(v int) *ring {
	n := &ring{val: v}
	if r == nil {
		n.prev, n.next = n, n
		return n
	}
	n.prev, n.next = r, r.next
	r.next.prev, r.next = n, n
	return n
}

type pointer *pointer

type tree struct{ kids map[string]*tree }

func (t *tree) add(path ...string) *tree {
	if len(path) == 0 {
		return t
	}
	if t.kids == nil {
		t.kids = map[string]*tree{}
	}
	k := t.kids[path[0]]
	if k == nil {
		k = new(tree)
		t.kids[path[0]] = k
	}
	return k.add(path[1:]...)
}

func (t *tree) count() int {
	n := 1
	for _, k := range t.kids {
		n += k.count()
	}
	return n
}

type lru struct {
	cap   int
	order []string
	vals  map[string]int
}

func (l *lru) get(k string, load func(string) int) int {
	for i, o := range l.order {
		if o == k {
			l.order = append(append(l.order[:i:i], l.order[i+1:]...), k)
			return l.vals[k]
		}
	}
	if len(l.order) == l.cap {
		delete(l.vals, l.order[0])
		l.order = l.order[1:]
	}
	l.order = append(l.order, k)
	l.vals[k] = load(k)
	return l.vals[k]
}

func main() {
	m := &machine{}
	s := state(outside)
	for _, r := range "the quick  brown fox " {
		s = s(m, r)
	}
	fmt.Printf("%q\n", m.words)
	g := graph{"a": {"b", "c"}, "b": {"d"}, "c": {"d", "e"}, "e": {"a"}}
	fmt.Println(g.bfs("a"))
	fmt.Println(depth(list{1, list{2, list{"x"}, list{}}}), depth(5))
	var r *ring
	for v := range 5 {
		r = r.insert(v)
	}
	for n, i := r, 0; i < 7; n, i = n.next, i+1 {
		fmt.Print(n.val, " ")
	}
	fmt.Println(r.prev.prev.val)
	var p pointer
	p = &p
	fmt.Println(*p == p, **p == p)
	var t tree
	t.add("usr", "bin", "go")
	t.add("usr", "lib")
	t.add("etc")
	fmt.Println(t.count(), len(t.kids["usr"].kids))
	loads := 0
	l := &lru{cap: 2, vals: map[string]int{}}
	for _, k := range []string{"a", "b", "a", "c", "b", "a"} {
		l.get(k, func(s string) int { loads++; return int(s[0]) })
	}
	fmt.Println(loads, l.order, l.vals)
}
