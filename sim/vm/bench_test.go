package vm_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"gopherscope/sim/heap"
	"gopherscope/sim/program"
	"gopherscope/sim/std"
)

// The programs of the benchmarks, as the toolchain compiles them.

//go:noinline
func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func matmul(n int) int {
	a, b, c := make([]int, n*n), make([]int, n*n), make([]int, n*n)
	for i := range a {
		a[i], b[i] = i%7, i%11
	}
	for i := 0; i < n; i++ {
		for j := 0; j < n; j++ {
			sum := 0
			for k := 0; k < n; k++ {
				sum += a[i*n+k] * b[k*n+j]
			}
			c[i*n+j] = sum
		}
	}
	sum := 0
	for _, x := range c {
		sum += x
	}
	return sum
}

func sieve(n int) int {
	composite := make([]bool, n)
	count := 0
	for i := 2; i < len(composite); i++ {
		if composite[i] {
			continue
		}
		count++
		for k := i * i; k < len(composite); k += i {
			composite[k] = true
		}
	}
	return count
}

type node struct{ left, right *node }

func build(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{build(depth - 1), build(depth - 1)}
}

func (n *node) count() int {
	if n.left == nil {
		return 1
	}
	return 1 + n.left.count() + n.right.count()
}

func trees(depth int) int {
	total := 0
	for d := 4; d <= depth; d += 2 {
		for range 1 << (depth - d + 4) {
			total += build(d).count()
		}
	}
	return total
}

// BenchmarkNative runs each program on the machine and as the toolchain compiled it, in
// turns, and reports how many times as long the machine takes, in processor time, as others
// share the processor. The promises are 15, 35, 18 and 5.
func BenchmarkNative(b *testing.B) {
	text, err := os.ReadFile("bench_test.go")
	if err != nil {
		b.Fatal(err)
	}
	from := strings.Index(string(text), "//go:noinline")
	to := strings.Index(string(text), "// BenchmarkNative")
	source := "package main\n\n" + string(text)[from:to]
	for _, bb := range []struct {
		name string
		run  func(int) int
		n    int
	}{
		{"fib", fib, 30},
		{"matmul", matmul, 120},
		{"sieve", sieve, 2_000_000},
		{"trees", trees, 14},
	} {
		b.Run(bb.name, func(b *testing.B) {
			main := "func main() { println(" + bb.name + "(" + strconv.Itoa(bb.n) + ")) }\n"
			prog, errs := program.Load("bench.go", []byte(source+main), program.Options{Std: std.FS})
			if errs != nil {
				b.Fatal(errs)
			}
			const times = 20 // the clock is coarse, and the toolchain's program is fast
			machine, native, used := time.Duration(0), time.Duration(0), int64(0)
			for b.Loop() {
				begin, want := cpuTime(), 0
				for range times {
					want = bb.run(bb.n)
				}
				native += cpuTime() - begin
				m := boot(b, prog, heap.Config{})
				begin = cpuTime()
				if err := m.run(1 << 40); err != nil {
					b.Fatal(err)
				}
				machine += cpuTime() - begin
				used += m.used
				if got := strings.TrimSpace(m.stderr.String()); got != strconv.Itoa(want) {
					b.Fatalf("printed %s, want %d", got, want)
				}
			}
			runs := float64(b.N)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(machine.Seconds()*1e3/runs, "vm-ms")
			b.ReportMetric(native.Seconds()*1e3/runs/times, "native-ms")
			b.ReportMetric(float64(machine)/float64(native)*times, "vm/native")
			b.ReportMetric(float64(machine.Nanoseconds())/float64(used), "ns/instr")
		})
	}
}
