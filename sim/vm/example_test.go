package vm_test

import (
	"fmt"
	"log"

	"gopherscope/sim/heap"
	"gopherscope/sim/mem"
	"gopherscope/sim/program"
	"gopherscope/sim/std"
	"gopherscope/sim/vm"
)

// A whole run by hand: a program is loaded, its first goroutine spawned, and what it asks of
// the machine, here to write a string, is done and returned.
func ExampleVM_Run() {
	const src = `package main

func main() { println("hello") }
`
	prog, errs := program.Load("hello.go", []byte(src), program.Options{Std: std.FS})
	if errs != nil {
		log.Fatal(errs)
	}
	memory := mem.New(mem.NilPage + uint64(len(prog.Static))*8)
	copy(memory.W[mem.NilPage/8:], prog.Static)
	requests := map[string]bool{}
	for name, in := range std.Intrinsics {
		requests[name] = in.Request
	}
	v, err := vm.New(vm.Config{
		Prog:     prog,
		Mem:      memory,
		Heap:     heap.New(memory, prog, heap.Config{}),
		Natives:  std.Natives,
		Requests: requests,
	})
	if err != nil {
		log.Fatal(err)
	}
	v.Spawn(0, prog.Start, 0, nil)
	for {
		_, why := v.Run(0, 1_000_000)
		switch why {
		case vm.StopRequest:
			r := v.Request(0)
			fmt.Printf("%s: %q\n", r.Name, v.Text(r.Args[1], r.Args[2]))
			v.Return(0)
			continue
		case vm.StopDone:
			fmt.Println("done")
		}
		return
	}
}
