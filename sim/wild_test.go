package sim_test

import (
	"strings"
	"testing"

	"gopherscope/sim"
)

// An address that only package unsafe can make is the program's fault: it panics as in Go, a
// deferred function can recover, and the machine goes on.
func TestWildAddress(t *testing.T) {
	prog := load(t, "wild.go", `package main

import "unsafe"

func wild() (err any) {
	defer func() { err = recover() }()
	s := unsafe.String((*byte)(unsafe.Pointer(uintptr(1<<40))), 10)
	return s + "!"
}

func main() {
	for range 3 {
		println(wild().(error).Error())
	}
	println(*(*int)(unsafe.Pointer(uintptr(1 << 41))))
}
`)
	o := run(prog, sim.Config{Procs: 1})
	const text = "runtime error: invalid memory address or nil pointer dereference"
	got := o.stderr.String()
	if want := strings.Repeat(text+"\n", 3) + "panic: " + text; !strings.HasPrefix(got, want) || o.outcome.Status != 2 {
		t.Errorf("status %d, standard error:\n%s\nwant status 2 and it to begin with\n%s", o.outcome.Status, got, want)
	}
}
