// Generics: functions, types, methods, constraints, inference, generic closures.
package main

import "fmt"

type number interface {
	~int | ~int64 | ~float64
}

func Map[T, U any](s []T, f func(T) U) []U {
	out := make([]U, 0, len(s))
	for _, x := range s {
		out = append(out, f(x))
	}
	return out
}

func Sum[T number](xs ...T) (t T) {
	for _, x := range xs {
		t += x
	}
	return
}

func Keys[M ~map[K]V, K comparable, V any](m M) int { return len(m) }

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
func (s *Stack[T]) Pop() (x T, ok bool) {
	if len(s.items) == 0 {
		return
	}
	x = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

func (p Pair[K, V]) String() string { return fmt.Sprintf("<%v=%v>", p.Key, p.Val) }

type List[T any] struct {
	head *elem[T]
	n    int
}

type elem[T any] struct {
	val  T
	next *elem[T]
}

func (l *List[T]) Add(v T) *List[T] { l.head = &elem[T]{v, l.head}; l.n++; return l }
func (l *List[T]) Each(f func(T)) {
	for e := l.head; e != nil; e = e.next {
		f(e.val)
	}
}

type Set[T comparable] map[T]struct{}

func (s Set[T]) Add(v T) bool {
	_, had := s[v]
	s[v] = struct{}{}
	return !had
}

type myInt int

func (m myInt) String() string { return fmt.Sprint("my", int(m)) }

func Join[S fmt.Stringer](ss []S) (out string) {
	for _, s := range ss {
		out += s.String() + ";"
	}
	return
}

func Zero[T any]() T { var z T; return z }

func Ptr[T any](v T) *T { return &v }

func Kind[T any](v T) string {
	switch any(v).(type) {
	case int:
		return "int"
	case string:
		return "string"
	case []T:
		return "slice of T"
	}
	return fmt.Sprintf("%T", v)
}

func Reduce[T, A any](s []T, a A, f func(A, T) A) A {
	for _, x := range s {
		a = f(a, x)
	}
	return a
}

func main() {
	fmt.Println(Map([]int{1, 2, 3}, func(i int) string { return fmt.Sprint(i * i) }))
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2.5), Sum[myInt](4, 5), Sum[int]())
	fmt.Println(Keys(map[string]bool{"a": true}), Keys(Set[int]{1: {}, 2: {}}))
	var st Stack[Pair[string, int]]
	st.Push(Pair[string, int]{"a", 1})
	st.Push(Pair[string, int]{Key: "b"})
	p, ok := st.Pop()
	fmt.Println(p, ok, len(st.items))
	st.Pop()
	_, ok = st.Pop()
	fmt.Println(ok)
	l := new(List[float64]).Add(1.5).Add(2)
	l.Each(func(f float64) { fmt.Print(f, " ") })
	fmt.Println(l.n)
	s := Set[string]{}
	fmt.Println(s.Add("x"), s.Add("x"), len(s))
	fmt.Println(Join([]myInt{1, 2}), Join([]Pair[int, bool]{{1, true}}))
	fmt.Printf("%q %v %v %T\n", Zero[string](), Zero[*int]() == nil, Zero[[2]int](), Zero[Pair[int, string]]())
	fmt.Println(*Ptr(3)+1, *Ptr("s"), Kind(1), Kind("x"), Kind(2.5), Kind(st))
	fmt.Println(Reduce([]string{"a", "bb", "ccc"}, 0, func(n int, s string) int { return n + len(s) }))
	push := st.Push
	push(Pair[string, int]{"method value", 9})
	fmt.Println(st.items[0].Val, fmt.Sprintf("%T", l))
	f := Sum[float64]
	fmt.Println(f(1, 2))
}
