// The run-time errors a program can recover from, with their texts.
package main

import "fmt"

type T struct{ n int }

func (t *T) get() int { return t.n }

type I interface{ get() int }

func try(name string, f func()) {
	defer func() {
		r := recover()
		if e, ok := r.(error); ok {
			fmt.Println(name+":", e.Error())
			return
		}
		fmt.Printf("%s: not an error: %v\n", name, r)
	}()
	f()
	fmt.Println(name + ": no panic")
}

func main() {
	s := []int{1, 2, 3}
	a := [3]int{}
	str := "abc"
	neg, five, zero := -1, 5, 0
	var np *T
	var nm map[string]int
	var ni I
	var nf func()
	var any1 any = "str"
	var ch chan int
	try("index", func() { _ = s[five] })
	try("index neg", func() { _ = s[neg] })
	try("array", func() { a[five] = 1 })
	try("string", func() { _ = str[five] })
	try("slice hi", func() { _ = s[:five] })
	try("slice lo", func() { _ = s[five:] })
	try("slice lo>hi", func() { _ = s[2 : five-4] })
	try("slice 3", func() { _ = s[0:1:five] })
	try("slice 3 order", func() { _ = s[0 : 3 : five-3] })
	try("slice neg", func() { _ = s[neg:] })
	try("string hi", func() { _ = str[:five] })
	try("array hi", func() { _ = a[:five] })
	try("to array", func() { _ = [4]int(s) })
	try("divide", func() { _ = five / zero })
	try("modulo", func() { _ = five % zero })
	try("float divide", func() { _ = 1.0 / float64(zero) })
	try("nil field", func() { _ = np.n })
	try("nil store", func() { np.n = 1 })
	try("nil method", func() { np.get() })
	try("nil map read", func() { _ = nm["x"] })
	try("nil map write", func() { nm["x"] = 1 })
	try("nil interface", func() { ni.get() })
	try("nil func", func() { nf() })
	try("assert", func() { _ = any1.(int) })
	try("assert nil", func() { _ = any(nil).(int) })
	try("assert iface", func() { _ = any1.(fmt.Stringer) })
	try("shift", func() { _ = 1 << neg })
	try("makeslice", func() { _ = make([]int, neg) })
	try("makeslice cap", func() { _ = make([]int, 1, neg+1) })
	try("makechan", func() { _ = make(chan int, neg) })
	try("close nil", func() { close(ch) })
	ch = make(chan int, 1)
	close(ch)
	try("close closed", func() { close(ch) })
	try("send closed", func() { ch <- 1 })
	try("unhashable", func() { _ = map[any]int{s: 1} })
	try("uncomparable", func() { var x, y any = s, s; _ = x == y })
	try("panic nil", func() { panic(nil) })
	try("panic error", func() { panic(fmt.Errorf("wrapped: %w", fmt.Errorf("inner"))) })
	try("panic value", func() { panic(T{3}) })
}
