//go:build gopherscope

package runtime

import (
	"sync/atomic"
	"unsafe"
)

// What print and println become: a call for each argument, between printlock and
// printunlock. Each writes to standard error.

// write writes s to file descriptor fd: 1 is standard output, 2 standard error.
func write(fd int, s string)

// Numbers as print shows them, by the host's strconv.
func itoa(v int64) string
func utoa(v uint64) string
func itox(v uint64) string
func ftoa(v float64) string
func ftoa32(v float32) string

func ctoa(v complex128) string {
	return "(" + ftoa(real(v)) + signed(ftoa(imag(v))) + "i)"
}

func ctoa64(v complex64) string {
	return "(" + ftoa32(real(v)) + signed(ftoa32(imag(v))) + "i)"
}

// signed returns the number with its sign.
func signed(number string) string {
	if c := number[0]; c == '+' || c == '-' {
		return number
	}
	return "+" + number
}

// printing is 1 while a goroutine prints.
var printing uint32

// printlock keeps the pieces of one print together. The runtime's own lock spins; here a
// goroutine that finds it taken yields.
func printlock() {
	for !atomic.CompareAndSwapUint32(&printing, 0, 1) {
		Gosched()
	}
}

func printunlock() { atomic.StoreUint32(&printing, 0) }

func printstring(s string)         { write(2, s) }
func printsp()                     { write(2, " ") }
func printnl()                     { write(2, "\n") }
func printint(v int64)             { write(2, itoa(v)) }
func printuint(v uint64)           { write(2, utoa(v)) }
func printhex(v uint64)            { write(2, "0x"+itox(v)) }
func printfloat(v float64)         { write(2, ftoa(v)) }
func printfloat64(v float64)       { write(2, ftoa(v)) }
func printfloat32(v float32)       { write(2, ftoa32(v)) }
func printcomplex(v complex128)    { write(2, ctoa(v)) }
func printcomplex128(v complex128) { write(2, ctoa(v)) }
func printcomplex64(v complex64)   { write(2, ctoa64(v)) }
func printuintptr(v uintptr)       { printhex(uint64(v)) }
func printpointer(p unsafe.Pointer) {
	printhex(uint64(uintptr(p)))
}

func printbool(v bool) {
	if v {
		write(2, "true")
	} else {
		write(2, "false")
	}
}

// printslice prints a slice as its length, capacity and address.
func printslice(s []byte) {
	write(2, "["+itoa(int64(len(s)))+"/"+itoa(int64(cap(s)))+"]0x"+itox(uint64(uintptr(unsafe.Pointer(unsafe.SliceData(s))))))
}

// An eface is the two words of an interface: its dynamic type and its data.
type eface struct{ typ, data uintptr }

// printeface prints an interface as its two words.
func printeface(v any) {
	e := (*eface)(unsafe.Pointer(&v))
	write(2, "(0x"+itox(uint64(e.typ))+",0x"+itox(uint64(e.data))+")")
}

// printiface is printeface for an interface type with methods.
func printiface(v any) { printeface(v) }

// addrOf returns the data word of v: the address of its value.
func addrOf(v any) uint64 { return uint64((*eface)(unsafe.Pointer(&v)).data) }
