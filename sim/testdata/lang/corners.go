package main

import (
	"fmt"
	"math"
	"unsafe"
)

//go:noinline
func id[T any](x T) T { return x }

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

//go:noinline
func nilArray() *[4]int { return nil }

var null *[4]int

type inner struct{ b int }
type outer[K any] struct {
	a K
	inner
}

func offsets[K any](d outer[K]) (uintptr, uintptr, uintptr) {
	return unsafe.Offsetof(d.b), unsafe.Offsetof(d.inner), unsafe.Offsetof(d.inner.b)
}

type speaker interface{ Speak() string }

type dog struct{ name string }

func (d dog) Speak() string { return d.name + " barks" }

func main() {
	// The length of an array is a constant: who only counts does not look into it.
	try("range *nil", func() {
		n := 0
		for range *null {
			n++
		}
		for i := range *null {
			n += i
		}
		fmt.Println(n, len(*null), cap(null))
	})
	try("range *nil()", func() {
		for range *nilArray() {
		}
	})
	try("range nil()", func() {
		for range nilArray() {
		}
	})
	try("range with a blank value", func() {
		for i, _ := range *null {
			fmt.Println(i)
		}
	})
	try("range with values", func() {
		for _, v := range *null {
			fmt.Println(v)
		}
	})

	fmt.Println(offsets(outer[int8]{}))
	fmt.Println(offsets(outer[string]{}))

	// Indexes without a sign.
	s, str, arr := []int{1, 2, 3}, "abc", [3]int{}
	u, big := id(uint(0)), id(uint64(1)<<63)
	try("s[u-1]", func() { fmt.Println(s[u-1]) })
	try("s[big]=", func() { s[big] = 1 })
	try("arr[big]", func() { fmt.Println(arr[big]) })
	try("str[big]", func() { fmt.Println(str[big]) })
	try("s[big:]", func() { fmt.Println(s[big:]) })
	try("s[:big]", func() { fmt.Println(s[:big]) })
	try("s[1:1:big]", func() { fmt.Println(s[1:1:big]) })
	try("s[2:u+1]", func() { fmt.Println(s[2 : u+1]) })
	try("s[-1]", func() { fmt.Println(s[id(-1)]) })
	try("s[u8]", func() { fmt.Println(s[id(uint8(200))]) })

	// Floats that do not fit.
	f := id(1e10)
	fmt.Println(int32(f), int16(f), int8(f), uint8(f), uint16(f), uint32(f), int64(f), uint64(f))
	inf, f32 := id(math.Inf(1)), id(float32(-3e9))
	fmt.Println(int32(inf), int64(inf), uint32(inf), uint8(inf), int32(f32), int64(f32), uint32(f32), uint64(f32))
	fmt.Println(int32(id(-2147483648.9)), int32(id(2147483647.9)), int32(id(2147483648.0)), int32(id(math.NaN())))

	// A method of an interface that is nil.
	try("nil.Speak", func() {
		var i speaker = dog{"Rex"}
		g := i.Speak
		i = nil
		fmt.Println(g())
		g = i.Speak
		fmt.Println(g())
	})

	// unsafe.Slice and unsafe.String check their arguments.
	last := (*byte)(unsafe.Pointer(^uintptr(0)))
	try("last 1", func() { fmt.Println(len(unsafe.Slice(last, 1)), len(unsafe.String(last, 1))) })
	try("last 2", func() { _ = unsafe.Slice(last, id(2)) })
	try("last 2", func() { _ = unsafe.String(last, id(2)) })
	try("overflow", func() { _ = unsafe.Slice(new(uint64), id(1<<61)) })
	try("negative", func() { _ = unsafe.Slice(new(uint64), id(-1)) })
	try("nil", func() { _ = unsafe.Slice((*uint64)(nil), id(1)) })
	try("nil negative", func() { _ = unsafe.String(nil, id(-1)) })
	try("nil 0", func() { fmt.Println(unsafe.Slice((*uint64)(nil), id(0)) == nil, unsafe.String(nil, 0) == "") })
	try("empty elements", func() { fmt.Println(len(unsafe.Slice(new(struct{}), id(1<<40)))) })
	try("empty elements of nil", func() { _ = unsafe.Slice((*struct{})(nil), id(1)) })
}
