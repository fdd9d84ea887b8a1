// Calls: variadics, multiple results, evaluation order, function values, recursion.
package main

import "fmt"

func sum(base int, xs ...int) int {
	for _, x := range xs {
		base += x
	}
	return base
}

func change(xs ...int) { xs[0] = 100 }

func kinds(xs ...any) (s string) {
	for _, x := range xs {
		s += fmt.Sprintf("%T ", x)
	}
	return
}

func divmod(a, b int) (q, r int) {
	q = a / b
	r = a - q*b
	return
}

func order(s string) string { fmt.Print(s, " "); return s }

func three(a, b, c string) string { return a + b + c }

func ack(m, n int) int {
	switch {
	case m == 0:
		return n + 1
	case n == 0:
		return ack(m-1, 1)
	}
	return ack(m-1, ack(m, n-1))
}

type op func(float64, float64) float64

func swap(a, b *int) { *a, *b = *b, *a }

func isEven(n int) bool { return n == 0 || isOdd(n-1) }
func isOdd(n int) bool  { return n != 0 && isEven(n-1) }

func many() (a int8, b string, c float32, d []int, e error, f map[string]bool) {
	return -1, "b", 2.5, []int{3}, nil, map[string]bool{"k": true}
}

func main() {
	fmt.Println(sum(1), sum(1, 2), sum(1, []int{2, 3, 4}...), sum(divmod(17, 5)))
	s := []int{1, 2}
	change(s...)
	change(7, 8)
	fmt.Println(s, kinds(1, "a", nil, 2.0, []int{}, s, 'x', byte(1)), kinds(), kinds(nil...))
	fmt.Println(divmod(-7, 2))
	fmt.Println(three(order("x"), order("y"), order("z")))
	m := map[string]string{order("k"): order("v")}
	fmt.Println(len(m), order("p") == order("q") || order("r") == "r")
	fmt.Println(ack(2, 3), isEven(10), isOdd(7))
	ops := map[string]op{"+": func(a, b float64) float64 { return a + b }, "*": func(a, b float64) float64 { return a * b }}
	fmt.Println(ops["+"](1, 2), ops["*"](3, 4))
	x, y := 1, 2
	swap(&x, &y)
	fmt.Println(x, y)
	a, b, c, d, e, f := many()
	fmt.Println(a, b, c, d, e, f)
	func(xs ...string) { fmt.Println(len(xs), xs == nil) }()
	defer func(a, b int) { fmt.Println("deferred", a, b) }(divmod(9, 4))
	arr := []int{0, 1, 2}
	i := 0
	i, arr[i] = 2, 9
	fmt.Println(i, arr)
	arr[0], arr[1], arr[2] = arr[2], arr[0], arr[1]
	fmt.Println(arr)
}
