package heap

import (
	"testing"

	"gopherscope/sim/code"
	"gopherscope/sim/trace"
)

// BenchmarkAlloc allocates and never keeps, collecting whenever the heap wants it: fresh
// memory first, used slots from then on.
func BenchmarkAlloc(b *testing.B) {
	for _, bb := range []struct {
		name string
		t    code.TypeID
		n    int64
	}{
		{"tiny", tInt, 1},
		{"pointer", tPtr, 1},
		{"node", tNode, 1},
		{"mixed", tMixed, 1},
		{"128-bytes", tNode, 8},
		{"wide", tWide, 1},
		{"64-KB", tByte, 64 << 10},
	} {
		b.Run(bb.name, func(b *testing.B) {
			h := newHeap(Config{})
			b.ReportAllocs()
			for b.Loop() {
				if h.Alloc(bb.t, bb.n) == 0 {
					b.Fatal("out of memory")
				}
				if h.Wants() && h.Due() {
					h.Collect(noRoots)
				}
			}
		})
	}
}

// tree builds a binary tree and returns its root; it has 2^(depth+1)-1 nodes.
func tree(h *Heap, depth int) uint64 {
	a := h.Alloc(tNode, 1)
	if depth > 0 {
		h.m.Store(a, tree(h, depth-1))
		h.m.Store(a+8, tree(h, depth-1))
	}
	return a
}

// BenchmarkTree builds a tree of 2^15-1 nodes and drops it. Beside it the real runtime does
// the same.
func BenchmarkTree(b *testing.B) {
	b.Run("heap", func(b *testing.B) {
		h := newHeap(Config{})
		for b.Loop() {
			tree(h, 14)
			if h.Wants() && h.Due() {
				h.Collect(noRoots)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(1<<15-1), "ns/object")
	})
	b.Run("runtime", func(b *testing.B) {
		type node struct{ left, right *node }
		var build func(int) *node
		build = func(depth int) *node {
			n := &node{}
			if depth > 0 {
				n.left, n.right = build(depth-1), build(depth-1)
			}
			return n
		}
		for b.Loop() {
			build(14)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(1<<15-1), "ns/object")
	})
}

// BenchmarkCollect marks and sweeps a tree of 2^17-1 nodes of which every one stays.
func BenchmarkCollect(b *testing.B) {
	h := newHeap(Config{})
	root := tree(h, 16)
	roots := func(yield func(uint64) bool) { yield(root) }
	b.ReportAllocs()
	for b.Loop() {
		if r := h.Collect(roots); r.Objects != 1<<17-1 {
			b.Fatalf("marked %d", r.Objects)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(1<<17-1), "ns/object")
}

// BenchmarkMark marks a tree of 2^17-1 nodes of 32 bytes in slices of 10 µs of virtual time, span
// by span and object by object. Virtual time is reported beside the host's.
func BenchmarkMark(b *testing.B) {
	for _, classic := range []bool{false, true} {
		name := "spans"
		if classic {
			name = "objects"
		}
		b.Run(name, func(b *testing.B) {
			h := newHeap(Config{Classic: classic})
			t := h.Define(code.Type{Name: "main.node", Size: 32, Ptrs: []uint32{0, 1}, Stride: 32})
			var build func(depth int) uint64
			build = func(depth int) uint64 {
				a := h.Alloc(t, 1)
				if depth > 0 {
					h.m.Store(a, build(depth-1))
					h.m.Store(a+8, build(depth-1))
				}
				return a
			}
			root, used := build(16), trace.Time(0)
			for b.Loop() {
				b.StopTimer()
				h.FinishSweep()
				h.StartMark(Start{Procs: 1})
				h.shaded(root)
				b.StartTimer()
				for {
					d := h.Drain(0, 10_000)
					used += d.Used
					if d.Out {
						break
					}
				}
				b.StopTimer()
				if h.Terminate(0); h.gc.heapMarked != (1<<17-1)*32 {
					b.Fatalf("%d bytes marked", h.gc.heapMarked)
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(1<<17-1), "ns/object")
			b.ReportMetric(float64(used)/float64(b.N)/(1<<17-1), "virtual-ns/object")
		})
	}
}

// BenchmarkStack allocates and frees one stack as a goroutine does that is born and dies.
func BenchmarkStack(b *testing.B) {
	h := newHeap(Config{})
	b.ReportAllocs()
	for b.Loop() {
		h.FreeStack(h.AllocStack(256), 256)
	}
}

// BenchmarkCheckpoint makes images of 10 000 stacks and 100 000 objects, of which one in ten
// is stored into between two images, and some objects are new: memory and heap together.
func BenchmarkCheckpoint(b *testing.B) {
	h := newHeap(Config{})
	var stacks, objects []uint64
	for range 10_000 {
		stacks = append(stacks, h.AllocStack(256))
	}
	for range 100_000 {
		objects = append(objects, h.Alloc(tMixed, 1))
	}
	h.m.Checkpoint()
	h.Checkpoint()
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		for range 1000 {
			i += 7919
			h.m.Store(stacks[i%len(stacks)], uint64(i))
			h.m.Store(objects[i*31%len(objects)], uint64(i))
			h.Alloc(tMixed, 1)
		}
		if h.Wants() && h.Due() {
			h.Collect(func(yield func(uint64) bool) {
				for _, o := range objects {
					yield(o)
				}
			})
		}
		b.StartTimer()
		h.m.Checkpoint()
		h.Checkpoint()
	}
}
