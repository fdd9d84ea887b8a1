package main

import (
	"flag"
	"fmt"
	"testing"
)

var sink []byte

func main() {
	testing.Init()
	flag.Set("test.v", "true")
	flag.Set("test.benchtime", "50x")
	flag.Parse()
	fmt.Println(testing.Short(), testing.Verbose(), testing.Testing())
	fmt.Println(testing.AllocsPerRun(10, func() { sink = make([]byte, 100); sink = append(sink, 1) }))
	r := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(8)
		for range b.N {
			sink = make([]byte, 100)
		}
	})
	fmt.Println(r.N > 1, r.NsPerOp() > 0, r.AllocsPerOp(), r.AllocedBytesPerOp(), r.Bytes, r.MemString())
	rounds := 0
	r = testing.Benchmark(func(b *testing.B) {
		rounds++
		for b.Loop() {
			sink = nil
		}
		b.ReportMetric(float64(b.N)/float64(b.N), "one/op")
	})
	fmt.Println(r.N > 1, rounds, r.Extra)
	r = testing.Benchmark(func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				_ = fmt.Sprint(1)
			}
		})
	})
	fmt.Println(r.N > 1, r.T > 0)
	r = testing.Benchmark(func(b *testing.B) { b.FailNow() })
	fmt.Println(r.N)
}
