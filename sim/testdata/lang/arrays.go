// Arrays are values: assignment, parameters and range copy them; == compares them.
package main

type grid [3][4]int

func (g grid) with(i, j, v int) grid {
	g[i][j] = v
	return g
}

func (g *grid) set(i, j, v int) { g[i][j] = v }

func sum(a [4]int) (s int) {
	for _, x := range a {
		s += x
	}
	a[0] = 99
	return
}

type pair struct {
	a [2]string
	n int
}

func main() {
	var g grid
	h := g.with(1, 2, 7)
	g.set(0, 0, 3)
	println(g[1][2], h[1][2], g[0][0], h[0][0], g == h)
	row := h[1]
	row[0] = 5
	println(h[1][0], sum(row), row[0], len(h), len(h[0]))

	a := [3]int{1, 2, 3}
	for i, x := range a {
		a[2] = 10
		if i == 2 {
			println("range over a copy:", x)
		}
	}
	for i, x := range &a {
		a[2] = 20
		if i == 2 {
			println("range over a pointer:", x)
		}
	}
	b := a
	b[0]++
	println(a == b, a != b, b == [3]int{2, 2, 20})

	p := pair{[2]string{"x", "y"}, 1}
	q := p
	println(p == q)
	q.a[1] = "z"
	println(p == q, p.a[1], q.a[1])

	var idx [10]int
	for i := range idx {
		idx[i] = (i * 7) % 10
	}
	for _, i := range idx[2:5] {
		print(i, " ")
	}
	println()
	sparse := [...]string{2: "two", 0: "zero", 5: "five"}
	println(len(sparse), sparse[1] == "", sparse[5])
	ptrs := [2]*int{&a[0], &a[1]}
	*ptrs[1] = 42
	println(a[1], *ptrs[0])
	m := map[[2]int]string{{1, 2}: "a", {2, 1}: "b"}
	println(m[[2]int{2, 1}], len(m))
	f := func() [2]int { return [2]int{8, 9} }
	println(f()[1])
	i := 0
	i, idx[i] = 1, 55
	println(idx[0], i)
}
