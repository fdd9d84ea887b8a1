package sim_test

import (
	"slices"
	"testing"

	"gopherscope/sim"
	"gopherscope/sim/trace"
)

// What a goroutine panics with is told in the words of the value's Error method where it has
// one that the machine knows, and as Go would write the value otherwise.
func TestPanicText(t *testing.T) {
	prog := load(t, "main.go", `package main

import ("errors"; "fmt")

type point struct{ x, y int }
type code int
type worker interface{ work() }

func main() {
	for _, v := range []any{1, "s", 2.5, errors.New("plain"), fmt.Errorf("wrap %w", errors.New("x")), point{3, 4}, &point{5, 6}, code(7), nil} {
		try(func() { panic(v) })
	}
	var p *point
	var m map[string]int
	var c chan int
	var none, some any = nil, 3
	zero := 0
	list := []int{1}
	try(func() { p.x++ })
	try(func() { m["a"] = 1 })
	try(func() { close(c) })
	try(func() { _ = none.(string) })
	try(func() { _ = some.(string) })
	try(func() { _ = some.(worker) })
	try(func() { _ = list[zero-1] })
	try(func() { _ = list[zero+3:] })
	try(func() { _ = 1 / zero })
}

func try(f func()) {
	defer func() { recover() }()
	f()
}
`)
	o := &output{classes: trace.Sched}
	sim.New(prog, sim.Config{Procs: 1}, o).Run(sim.Limit{})
	var got []string
	for _, e := range o.events {
		if e.Kind == trace.GoPanic {
			got = append(got, e.Text)
		}
	}
	want := []string{
		"1", `"s"`, "2.5", "plain", "wrap x", "main.point{3 4}", "&main.point{5 6}", "main.code(7)",
		"panic called with nil argument (use GODEBUG=panicnil=1 to disable)",
		"runtime error: invalid memory address or nil pointer dereference",
		"assignment to entry in nil map",
		"close of nil channel",
		"interface conversion: interface {} is nil, not string",
		"interface conversion: interface {} is int, not string",
		"interface conversion: int is not main.worker: missing method work",
		"runtime error: index out of range [-1]",
		"runtime error: slice bounds out of range [3:1]",
		"runtime error: integer divide by zero",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the panics are\n%q\nwant\n%q", got, want)
	}
}
