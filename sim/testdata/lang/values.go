package main

import (
	"fmt"
	"math"
	"unsafe"
)

type T struct {
	a int8
	b float32
	c string
	d [3]bool
	e any
	f *int
	_ int
}
type E struct{}
type B bool
type C complex64
type Weekday uint8

const (
	Sunday Weekday = iota
	Monday
	_
	Wednesday
)
const (
	KB = 1 << (10 * (iota + 1))
	MB
	GB
)
const (
	x0, y0 = iota, iota * iota
	x1, y1
	x2, y2
)

func (d Weekday) String() string { return [...]string{"Sun", "Mon", "Tue", "Wed"}[d] }

//go:noinline
func id[T any](x T) T { return x }

func shifts() {
	var s uint = 70
	var i8 int8 = -128
	var u8 uint8 = 200
	fmt.Println(1<<id(3), id(int64(1))<<s, id(int32(-8))>>s, id(uint64(1)<<63)>>s, i8>>1, i8<<1, u8<<1, u8>>id(uint(9)))
	fmt.Println(id(int8(-128))/id(int8(-1)), id(int64(math.MinInt64))/id(int64(-1)), id(int64(math.MinInt64))%id(int64(-1)), -7/2, -7%2, 7%-2, id(-7)/2, id(-7)%2)
	fmt.Println(id(uint8(5))-id(uint8(6)), ^id(uint16(0)), id(6)&^id(3), id(-5)>>1, uint32(id(-1)), int8(id(300)), uint16(id(-2)))
	defer func() { fmt.Println(recover()) }()
	fmt.Println(1 << id(-1))
}
func floats() {
	nan, inf := math.NaN(), math.Inf(1)
	m := map[float64]int{nan: 1, nan: 2, 0: 3}
	m[math.Copysign(0, -1)] = 4
	m[nan]++
	fmt.Println(len(m), m[0], m[nan])
	delete(m, nan)
	fmt.Println(len(m))
	clear(m)
	fmt.Println(len(m), nan == nan, nan < inf, inf > 1, min(nan, 1), max(inf, nan), min(0.0, math.Copysign(0, -1)))
	var f32 float32 = 16777216
	fmt.Println(f32+1, float64(f32)+1, id(float32(0.1)), float64(id(float32(0.1))), id(0.1)+id(0.2), 0.1+0.2)
	fmt.Println(int64(id(-1.9)), uint8(id(255.9)), int(id(float32(1e9))), id(1e100), 1e21, 1e20, 123456789.0, float32(1e-7))
	fmt.Println(int32(id(1e10)), int16(id(1e10)), uint32(id(-1.0)), uint64(id(-1.0)), int64(id(nan)), uint16(id(1e10)), int8(id(float32(3e9))))
	c := complex(id(1.0), 2)
	fmt.Println(c*c, c/complex(0, 1), real(c), -c, c == complex(1, 2), C(c), 1i*1i, complex(inf, nan)*c)
	println(1.5, float32(2.5), c, 'a', 1<<40, "x", true)
}
func stringsAndRunes() {
	s := "a\xffé\xe2\x82世\xf0\x9f\x98"
	for i, r := range s {
		fmt.Print(i, ":", r, " ")
	}
	fmt.Println(len(s), []rune(s), []byte(s[:4]), string([]rune{0x4e16, -1, 0xd800, 'x'}), string(rune(id(65))))
	fmt.Printf("%q %+q %x %U\n", s, s, s, '世')
	b := []byte("hello")
	t := string(b)
	b[0] = 'J'
	fmt.Println(t, string(b), t < "hellp", t[1:3]+t[4:], "a"+t == "ahello")
	switch {
	case t > "z":
		fmt.Println("no")
	case t == "hello":
		fmt.Println("hello")
		fallthrough
	case false:
		fmt.Println("fell")
		fallthrough
	default:
		fmt.Println("default")
	}
}
func arrays() {
	a := [3][2]int{{1, 2}, {3, 4}, {5, 6}}
	b := a
	pb := &b
	b[1][0] = 99
	pb[2] = [2]int{7, 8}
	for i, row := range a {
		a[2][1] = 100
		row[0] = -1
		fmt.Print(i, row, " ")
	}
	for i, row := range &a {
		a[2][0] = 50 + i
		fmt.Print(i, row, " ")
	}
	fmt.Println(a, b, a == b, len(pb), pb[1:])
	s := []int{0, 1, 2, 3, 4, 5, 6, 7}
	copy(s[2:], s)
	fmt.Println(s, copy(s, s[3:]), s)
	x := s[:2:3]
	y := append(x, 100)
	z := append(x, 200)
	w := append(x, 300, 400)
	fmt.Println(x, y, z, w, s, len(w), cap(x))
	arr := [5]int(s[:5])
	parr := (*[2]int)(s)
	parr[0] = 77
	fmt.Println(arr, s[0], [...]string{2: "c", 0: "a", 5: "f"}, [...]int{5, 4: 1, 2})
	defer func() { fmt.Println(recover()) }()
	_ = [9]int(s)
}
func compare() {
	n := 1
	t1 := T{1, 2, "x", [3]bool{true}, 5, &n, 7}
	t2 := t1
	fmt.Println(t1 == t2, any(t1) == any(t2), any(1) == any(1.0), any(E{}) == any(E{}), any(nil) == nil)
	t2.e = "5"
	fmt.Println(t1 == t2, [2]any{1, "a"} == [2]any{1, "a"})
	t2.e = []int{1}
	t1.e = []int{1}
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(t1 == t2)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		m := map[any]int{}
		m[[1]any{func() {}}] = 1
	}()
	var e1, e2 error
	var p *struct{ error }
	fmt.Println(e1 == e2, p == nil, any(p) == nil, any(p) == any((*struct{ error })(nil)))
	fmt.Println(unsafe.Sizeof(t1), unsafe.Alignof(t1.b), unsafe.Offsetof(t1.e), unsafe.Sizeof(E{}))
}

type A struct{ x int }

func (a A) V() int  { return a.x }
func (a *A) P() int { a.x++; return a.x }
func (a *A) Nil() string {
	if a == nil {
		return "nil A"
	}
	return "A"
}

type I interface{ V() int }
type Em struct {
	*A
	I
	n int
}

func (e Em) V() int { return e.A.V() * 100 }

func methods() {
	a := A{1}
	v, p := a.V, a.P
	a.x = 10
	fmt.Println(v(), p(), p(), a.x, A.V(a), (*A).V(&a), (*A).P(&a))
	e := Em{&a, A{5}, 3}
	fmt.Println(e.V(), e.I.V(), e.P(), e.x, I(e).V(), I(&e).V(), (*A)(nil).Nil())
	f := I.V
	fmt.Println(f(e), f(a))
	func() {
		defer func() { fmt.Println(recover()) }()
		var i I
		g := i.V
		g()
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var pa *A
		g := pa.V
		fmt.Println(g())
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var pa *A
		fmt.Println(id[I](pa).V())
	}()
	fmt.Println(Monday, Wednesday, Weekday(0), KB, MB, GB, x2, y2, fmt.Sprintf("%d %v %s|%5s|%-5v|", Monday, Monday, Monday, Monday, Sunday))
}
func defers() (n int) {
	for i := range 3 {
		defer func() { n = n*10 + i }()
	}
	defer fmt.Println("args evaluated early:", n)
	n = 7
	func() {
		defer func() {
			defer func() { fmt.Println("inner", recover()) }()
			panic(fmt.Sprint("second after ", recover()))
		}()
		panic("first")
	}()
	var f func()
	func() {
		defer func() { fmt.Println(recover()) }()
		defer f()
		fmt.Println("before nil defer")
	}()
	return 5
}
func selects() {
	a, b, c := make(chan int, 1), make(chan string, 1), make(chan int)
	close(c)
	var nilc chan int
	b <- "s"
	n := 0
loop:
	for {
		select {
		case a <- n:
			n++
		case v, ok := <-a:
			n += v + 10
			if !ok {
				break loop
			}
		case nilc <- 1:
			panic("nil")
		case s := <-b:
			_ = s
		}
		switch {
		case n > 30:
			break loop
		}
	}
	v, ok := <-c
	fmt.Println(n > 30, v, ok)
}
func labels() {
	i := 0
L:
	if i < 3 {
		i++
		goto L
	}
outer:
	for x := 0; ; x++ {
		for y := range 5 {
			switch {
			case y == 3:
				continue outer
			case x == 2:
				break outer
			}
			fmt.Print(x, y, ";")
		}
	}
	fmt.Println(i)
	{
		i := "shadow"
		if i := len(i); i > 3 {
			fmt.Println(i)
		} else if j := i * 2; j > 0 {
			fmt.Println(j)
		}
		_ = i
	}
}

var pkgA, pkgB = pkgInit(), 5

func pkgInit() int { return pkgB * 2 }

func multi() (int, string, error)                { return 1, "m", nil }
func take(i int, s string, e error, more ...any) { fmt.Println(i, s, e, more) }

func main() {
	shifts()
	floats()
	stringsAndRunes()
	arrays()
	compare()
	methods()
	fmt.Println(defers())
	selects()
	labels()
	take(multi())
	fmt.Println(pkgA)
	i, s := 0, []int{1, 2, 3}
	i, s[i] = 2, 9
	fmt.Println(i, s)
	s[0], s[1], s[2] = s[2], s[0], s[1]
	fmt.Println(s)
	var arr [3]int
	p := &arr
	for i, p[i] = range s {
	}
	fmt.Println(arr, i)
}
