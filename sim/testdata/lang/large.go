// Variables of megabytes, and nil pointers to what is larger than the page that is never mapped.
package main

var big [3 << 20]int32
var next [1 << 20]byte
var init1 = [2 << 20]byte{7: 9}

func at(p *[1 << 20]int, i int) (n int) {
	defer func() { println(recover() != nil) }()
	return p[i]
}

func main() {
	println(at(nil, 900_000), at(nil, 3))
	big[len(big)-1], next[0], next[len(next)-1] = 1, 2, 3
	sum := 0
	for _, b := range big[:] {
		sum += int(b)
	}
	println(sum, next[0], next[len(next)-1], init1[7], init1[8])
	p := &big
	println(p[5], p[len(p)-1])
}

type inner struct{ c, d int }

type outer struct {
	a int
	b inner
}

type holder struct{ *outer }

func field(do func() *int) {
	defer func() { println(recover() != nil) }()
	println(*do())
}

func init() {
	var t *outer
	h := &holder{}
	field(func() *int { return &t.b.d })
	field(func() *int { return &h.b.c })
	field(func() *int { p := &h.a; return p })
	field(func() *int { p := &t.b.c; println("not reached"); return p })
	h.outer = &outer{a: 1, b: inner{2, 3}}
	field(func() *int { return &h.b.d })
}
