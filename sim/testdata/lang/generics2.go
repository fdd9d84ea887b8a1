// Generics again: method constraints, recursive types, channels, embedded and nested instances.
package main

import (
	"cmp"
	"fmt"
	"strings"
)

type Tree[K cmp.Ordered, V any] struct {
	root *branch[K, V]
	size int
}

type branch[K cmp.Ordered, V any] struct {
	key         K
	val         V
	left, right *branch[K, V]
}

func (t *Tree[K, V]) Put(k K, v V) {
	p := &t.root
	for *p != nil {
		switch c := cmp.Compare(k, (*p).key); {
		case c < 0:
			p = &(*p).left
		case c > 0:
			p = &(*p).right
		default:
			(*p).val = v
			return
		}
	}
	*p = &branch[K, V]{key: k, val: v}
	t.size++
}

func (t *Tree[K, V]) All(yield func(K, V) bool) {
	var walk func(*branch[K, V]) bool
	walk = func(b *branch[K, V]) bool {
		return b == nil || walk(b.left) && yield(b.key, b.val) && walk(b.right)
	}
	walk(t.root)
}

type Setter[T any] interface {
	*T
	Set(string)
}

type upper struct{ s string }

func (u *upper) Set(s string) { u.s = strings.ToUpper(s) }

func Make[T any, P Setter[T]](ss ...string) []T {
	out := make([]T, len(ss))
	for i, s := range ss {
		P(&out[i]).Set(s)
	}
	return out
}

func Merge[T any](cs ...<-chan T) (all []T) {
	for _, c := range cs {
		for x := range c {
			all = append(all, x)
		}
	}
	return
}

func Send[S ~[]T, T any](s S) <-chan T {
	c := make(chan T, len(s))
	for _, x := range s {
		c <- x
	}
	close(c)
	return c
}

type Num interface{ ~int | ~uint8 | ~float64 }

func Abs[T Num](x T) T {
	if x < 0 {
		return -x
	}
	return x
}

func Convert[To, From Num](x From) To { return To(x) }

type Matrix[T Num] [][]T

func (m Matrix[T]) Mul(n Matrix[T]) Matrix[T] {
	out := make(Matrix[T], len(m))
	for i := range m {
		out[i] = make([]T, len(n[0]))
		for j := range n[0] {
			for k := range n {
				out[i][j] += m[i][k] * n[k][j]
			}
		}
	}
	return out
}

type Option[T any] func(*T)

func New[T any](opts ...Option[T]) T {
	var t T
	for _, o := range opts {
		o(&t)
	}
	return t
}

type Cache[K comparable, V any] struct {
	Tree[string, V]
	hits map[K]int
	load func(K) V
}

func (c *Cache[K, V]) Get(k K) V {
	if c.hits == nil {
		c.hits = map[K]int{}
	}
	c.hits[k]++
	v := c.load(k)
	c.Put(fmt.Sprint(k), v)
	return v
}

type ints []int

func Eq[T comparable](a, b T) bool { return a == b }

func main() {
	var t Tree[string, int]
	for i, w := range strings.Fields("the quick brown fox jumps over the dog") {
		t.Put(w, i)
	}
	for k, v := range t.All {
		if k == "quick" {
			break
		}
		fmt.Print(k, "=", v, " ")
	}
	fmt.Println(t.size)
	fmt.Println(Make[upper]("a", "bc"), Merge(Send(ints{1, 2}), Send([]int{3})))
	fmt.Println(Abs(-3), Abs(-2.5), Abs(uint8(200)), Convert[uint8](300.0-45), Convert[float64](7)/2)
	m := Matrix[float64]{{1, 2}, {3, 4}}
	fmt.Println(m.Mul(m), Matrix[int]{{2}}.Mul(Matrix[int]{{21}}))
	type conf struct {
		name string
		n    int
	}
	fmt.Printf("%+v\n", New(func(c *conf) { c.name = "x" }, func(c *conf) { c.n++ }))
	c := Cache[int, []string]{load: func(n int) []string { return make([]string, n) }}
	c.Get(2)
	c.Get(2)
	c.Get(3)
	fmt.Println(c.size, c.hits, len(c.Get(4)))
	fmt.Println(Eq("a", "a"), Eq(1.5, 2), Eq[any](1, "1"), Eq([2]int{1}, [2]int{1}), Eq(&t, &t))
	fmt.Printf("%T %T %T\n", t, c, Make[upper, *upper])
}
