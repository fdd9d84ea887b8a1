package main

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"strings"
)

// generic alias, generic methods, embedded interfaces
type Set[T comparable] = map[T]struct{}
type Pair[K cmp.Ordered, V any] struct {
	Key K
	Val V
}
type PairOf[V any] = Pair[string, V]

func (p Pair[K, V]) String() string { return fmt.Sprintf("<%v=%v>", p.Key, p.Val) }

type Number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~float32 | ~float64
}
type Stringish interface {
	~string
	Len() int
}
type MyS string

func (m MyS) Len() int { return len(m) }

func total[S ~[]E, E Number](s S) (t E) {
	for _, v := range s {
		t += v
	}
	return
}
func lens[T Stringish](xs ...T) (n int) {
	for _, x := range xs {
		n += x.Len() + len(string(x))
	}
	return
}

type List[T any] struct {
	head *node[T]
	n    int
}
type node[T any] struct {
	v    T
	next *node[T]
}

func (l *List[T]) Push(v T) *List[T] { l.head = &node[T]{v, l.head}; l.n++; return l }
func (l *List[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for n := l.head; n != nil; n = n.next {
			if !yield(i, n.v) {
				return
			}
			i++
		}
	}
}

type Tree[K cmp.Ordered, V any] struct {
	l, r *Tree[K, V]
	Pair[K, V]
}

func (t *Tree[K, V]) Insert(k K, v V) *Tree[K, V] {
	if t == nil {
		return &Tree[K, V]{Pair: Pair[K, V]{k, v}}
	}
	switch {
	case k < t.Key:
		t.l = t.l.Insert(k, v)
	case k > t.Key:
		t.r = t.r.Insert(k, v)
	default:
		t.Val = v
	}
	return t
}
func (t *Tree[K, V]) Walk(yield func(K, V) bool) bool {
	return t == nil || t.l.Walk(yield) && yield(t.Key, t.Val) && t.r.Walk(yield)
}
func (t *Tree[K, V]) All() iter.Seq2[K, V] { return func(y func(K, V) bool) { t.Walk(y) } }

type Num[T any] interface {
	Add(T) T
	*int | *string | Vec
}
type Vec [2]int

func (v Vec) Add(w Vec) Vec { return Vec{v[0] + w[0], v[1] + w[1]} }

type Adder[T any] interface{ Add(T) T }

func sum[T Adder[T]](xs ...T) T {
	var z T
	for _, x := range xs {
		z = z.Add(x)
	}
	return z
}

func kind[T any](x T) string {
	switch any(x).(type) {
	case int, int64:
		return "int"
	case []T:
		return "slice of itself"
	case fmt.Stringer:
		return "stringer"
	case error:
		return "error"
	case func(T) T:
		return "func"
	}
	var p any = &x
	switch p.(type) {
	case *string:
		return "*string"
	case *T:
		return fmt.Sprintf("%T", p)
	}
	return "?"
}

type Opt[T any] func(*T)

func apply[T any](t T, opts ...Opt[T]) T {
	for _, o := range opts {
		o(&t)
	}
	return t
}

type cfg struct{ a, b int }

func Map[T, U any](s iter.Seq[T], f func(T) U) iter.Seq[U] {
	return func(yield func(U) bool) {
		for v := range s {
			if !yield(f(v)) {
				return
			}
		}
	}
}

type ordered[T any] interface {
	comparable
	Less(T) bool
}
type age int

func (a age) Less(b age) bool { return a < b }
func least[T ordered[T]](xs ...T) T {
	m := xs[0]
	for _, x := range xs[1:] {
		if x.Less(m) {
			m = x
		}
	}
	return m
}

type Event[T any] struct{ subs []func(T) }

func (e *Event[T]) On(f func(T)) func() {
	e.subs = append(e.subs, f)
	i := len(e.subs) - 1
	return func() { e.subs[i] = nil }
}
func (e *Event[T]) Fire(v T) {
	for _, s := range e.subs {
		if s != nil {
			s(v)
		}
	}
}

type Base[T any] struct{ val T }

func (b *Base[T]) Set(v T) { b.val = v }
func (b Base[T]) Get() T   { return b.val }

type Derived struct {
	Base[string]
	*Base2[int]
}
type Base2[T any] struct{ Inner T }

func (b *Base2[T]) Double() []T { return []T{b.Inner, b.Inner} }

type Matrix[T Number, A ~[]T] struct{ rows []A }

func ptr[T any](v T) *T { return &v }

func main() {
	s := Set[string]{"a": {}, "b": {}}
	fmt.Println(len(s), slices.Sorted(maps.Keys(s)))
	fmt.Printf("%T %v %v\n", PairOf[int]{"x", 1}, PairOf[int]{"x", 1}, &Pair[int, []string]{3, []string{"q"}})
	fmt.Println(total([]float64{1.5, 2}), total([]int8{100, 27, 1}), lens(MyS("ab"), "cde"))
	l := new(List[rune]).Push('x').Push('y').Push('z')
	for i, r := range l.All() {
		if i == 2 {
			break
		}
		fmt.Print(i, string(r), " ")
	}
	fmt.Println()
	var t *Tree[string, int]
	for i, w := range strings.Fields("the quick brown fox jumps over the lazy dog") {
		t = t.Insert(w, i)
	}
	for k, v := range t.All() {
		if k > "lazy" {
			break
		}
		fmt.Print(k, ":", v, " ")
	}
	fmt.Println(t)
	fmt.Println(sum(Vec{1, 2}, Vec{3, 4}), kind(3), kind("s"), kind([]int{}), kind(errors.New("x")), kind(Pair[int, int]{}), kind(func(int) {}), kind(uint8(1)))
	fmt.Println(apply(cfg{1, 2}, func(c *cfg) { c.a = 9 }, func(c *cfg) { c.b *= 10 }))
	fmt.Println(slices.Collect(Map(slices.Values([]int{1, 2, 3}), func(i int) string { return strings.Repeat("*", i) })))
	fmt.Println(least(age(5), age(3), age(9)))
	var e Event[string]
	off := e.On(func(s string) { fmt.Println("got", s) })
	e.On(func(s string) { fmt.Println("too", s) })
	e.Fire("1")
	off()
	e.Fire("2")
	d := Derived{Base2: &Base2[int]{7}}
	d.Set("hello")
	fmt.Println(d.Get(), d.Double(), d.val, d.Inner)
	fmt.Printf("%T %T %T\n", d.Base, Matrix[float64, []float64]{}, ptr(map[Pair[string, int]]bool{}))
	g, f := d.Get, (*Base[string]).Set
	f(&d.Base, "later")
	fmt.Println(g(), d.Get(), Base[int].Get(Base[int]{4}))
	ps := []Pair[string, int]{{"b", 2}, {"a", 2}, {"c", 1}}
	slices.SortFunc(ps, func(x, y Pair[string, int]) int {
		return cmp.Or(cmp.Compare(x.Val, y.Val), strings.Compare(x.Key, y.Key))
	})
	fmt.Println(ps, ps[0] == Pair[string, int]{"c", 1})
	sort.Slice(ps, func(i, j int) bool { return ps[i].Key > ps[j].Key })
	fmt.Println(ps, min(3, 1.5, 2), max("a", "b"), *new(42), *new("lit"))
}
