// How types declared in functions are called as type arguments.
package main

import "fmt"

type G[T any] struct{ v T }
type P[A, B any] struct{}

func (g G[T]) Name() string { return fmt.Sprintf("%T", g) }

func f[T any](x T) string {
	type in struct{ v T }
	_ = in{v: x}

	return fmt.Sprintf("%T %T", x, G[[]string]{})
}

func main() {
	type a int
	type b struct{ x a }
	type c = b
	fmt.Printf("%T %T %T %T\n", a(1), b{}, G[a]{}, G[*b]{})
	fmt.Printf("%T %T\n", map[a]G[[]a]{}, P[a, func(b) c]{})
	func() {
		type d int
		type a string
		fmt.Printf("%T %T %T\n", G[d]{}, G[a]{}, G[G[a]]{})
		fmt.Println(G[a]{}.Name(), f(1), f(d(1)))
	}()
	for range 1 {
		type e [2]c
		fmt.Printf("%T %T\n", &G[e]{}, G[struct{ E e }]{})
	}
	var x any = G[a]{}
	defer func() { fmt.Println(recover()) }()
	_ = x.(G[b])
}
