package heap

import (
	"maps"
	"slices"
	"testing"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
	"pgregory.net/rapid"
)

// A world is a heap and a model of what must be in it: every object's words, which of them
// are pointers, and the roots.
type world struct {
	h       *Heap
	objects map[uint64]*thing // by address; all that may not have been freed
	roots   []uint64
	stacks  map[uint64]int // address: words asked for
	mallocs uint64         // allocations ever
	saved   []saved
}

// A thing is an object of the model.
type thing struct {
	words []uint64 // what memory holds
	asked int      // of them that were asked for: the rest of the slot stays zero
	ptrs  []int    // words that the collector follows
}

type saved struct {
	memory  *mem.Image
	heap    *Image
	objects map[uint64]*thing
	roots   []uint64
	stacks  map[uint64]int
	mallocs uint64
}

func (w *world) clone() map[uint64]*thing {
	c := map[uint64]*thing{}
	for a, o := range w.objects {
		c[a] = &thing{slices.Clone(o.words), o.asked, o.ptrs}
	}
	return c
}

// any returns the address of some object, 0 if there is none.
func (w *world) any(t *rapid.T, label string) uint64 {
	if len(w.objects) == 0 {
		return 0
	}
	return rapid.SampledFrom(slices.Sorted(maps.Keys(w.objects))).Draw(t, label)
}

// into returns an address in the object at a, which may be in its middle.
func (w *world) into(t *rapid.T, a uint64) uint64 {
	n := len(w.objects[a].words) * 8
	return a + uint64(rapid.IntRange(0, n-1).Draw(t, "offset"))
}

func (w *world) alloc(t *rapid.T) {
	typ := code.TypeID(rapid.IntRange(0, int(numTestTypes)-1).Draw(t, "type"))
	n := rapid.OneOf(rapid.Just[int64](1), rapid.Int64Range(0, 100), rapid.Int64Range(0, 6000)).Draw(t, "n")
	header := rapid.SampledFrom([]int64{0, 0, 8, 96, maxHeader}).Draw(t, "header")
	w.allocOne(t, typ, n, header)
}

// allocMany fills spans with small objects.
func (w *world) allocMany(t *rapid.T) {
	typ := rapid.SampledFrom([]code.TypeID{tPtr, tNode, tMixed}).Draw(t, "type")
	n := rapid.Int64Range(1, 5).Draw(t, "n")
	for range rapid.IntRange(1, 200).Draw(t, "objects") {
		w.allocOne(t, typ, n, 0)
	}
}

func (w *world) allocOne(t *rapid.T, typ code.TypeID, n, header int64) {
	var a uint64
	if header == 0 {
		a = w.h.Alloc(typ, n)
	} else {
		a = w.h.AllocAfter(header, typ, n)
	}
	if a == 0 {
		t.Fatalf("out of memory with %d objects", len(w.objects))
	}
	size := header + n*testTypes[typ].Size
	if typ == tBytes {
		size = header + n
	}
	if size == 0 {
		if a != w.h.zerobase {
			t.Fatalf("no bytes at %#x, want %#x", a, w.h.zerobase)
		}
		return
	}
	w.mallocs++
	o, ok := w.h.Find(a)
	if !ok {
		t.Fatalf("no object at %#x, just allocated", a)
	}
	if got := a + uint64(size); got > o.Base+o.Size {
		t.Fatalf("%d bytes at %#x end behind their slot of %d at %#x", size, a, o.Size, o.Base)
	}
	if noscan := len(testTypes[typ].Ptrs) == 0 || n == 0; noscan && size < tinySize {
		if w.objects[o.Base] == nil {
			w.objects[o.Base] = &thing{words: make([]uint64, 2), asked: 2}
		}
		return
	} else if o.Base != a || o.Type != typ || o.Header != header || o.NoScan != noscan {
		t.Fatalf("object at %#x is %+v, want type %d behind %d bytes", a, o, typ, header)
	}
	if old := w.objects[a]; old != nil {
		t.Fatalf("object at %#x was there already", a)
	}
	th := &thing{words: make([]uint64, o.Size/8), asked: int(size+7) / 8}
	for at := header / 8; at < size/8 && len(testTypes[typ].Ptrs) > 0; at += testTypes[typ].Stride / 8 {
		for _, p := range testTypes[typ].Ptrs {
			th.ptrs = append(th.ptrs, int(at)+int(p))
		}
	}
	w.objects[a] = th
}

// store writes into an object: an address into a pointer's word, or what looks like one into
// a word that is none.
func (w *world) store(t *rapid.T) {
	a, to := w.any(t, "object"), w.any(t, "target")
	if a == 0 {
		t.Skip("no object")
	}
	o := w.objects[a]
	i := rapid.IntRange(0, o.asked-1).Draw(t, "word")
	if len(o.ptrs) > 0 && rapid.Bool().Draw(t, "pointer") {
		i = rapid.SampledFrom(o.ptrs).Draw(t, "which")
	}
	v := w.into(t, to)
	if rapid.IntRange(0, 4).Draw(t, "nil") == 0 {
		v = 0
	}
	o.words[i] = v
	w.h.m.Store(a+uint64(i)*8, v)
}

func (w *world) addRoot(t *rapid.T) {
	if a := w.any(t, "object"); a != 0 {
		w.roots = append(w.roots, w.into(t, a))
	}
}

// junkRoot adds a word that no program would have: it must do no harm.
func (w *world) junkRoot(t *rapid.T) {
	w.roots = append(w.roots, rapid.Uint64Range(0, w.h.m.Size()+PageSize).Draw(t, "word"), rapid.Uint64().Draw(t, "any"))
}

func (w *world) dropRoot(t *rapid.T) {
	if len(w.roots) == 0 {
		t.Skip("no root")
	}
	i := rapid.IntRange(0, len(w.roots)-1).Draw(t, "root")
	w.roots = slices.Delete(w.roots, i, i+1)
}

// reachable returns the objects that the roots lead to, found the slow way.
func (w *world) reachable(extra uint64) map[uint64]*thing {
	order := slices.Sorted(maps.Keys(w.objects))
	found := map[uint64]*thing{}
	todo := append(slices.Clone(w.roots), extra)
	for len(todo) > 0 {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		i, ok := slices.BinarySearch(order, p)
		if !ok {
			i--
		}
		if i < 0 {
			continue
		}
		a := order[i]
		// A word may also point into the type header before the next object: that is its slot.
		if ob, ok := w.h.Find(p); ok {
			a = ob.Base
		} else if p >= a+uint64(len(w.objects[a].words))*8 {
			continue
		}
		if found[a] != nil {
			continue
		}
		o := w.objects[a]
		found[a] = o
		for _, k := range o.ptrs {
			todo = append(todo, o.words[k])
		}
	}
	return found
}

func (w *world) collect(t *rapid.T) {
	want := w.reachable(w.h.mc.tiny)
	r := w.h.Collect(slices.Values(w.roots))
	if int(r.Objects) != len(want) || int(r.Freed) != len(w.objects)-len(want) {
		t.Fatalf("%d objects stay and %d are freed, want %d of %d to stay", r.Objects, r.Freed, len(want), len(w.objects))
	}
	for a := range w.objects {
		if want[a] == nil && w.h.Valid(a) {
			t.Fatalf("object at %#x is not reachable and was not freed", a)
		}
	}
	w.objects = want
}

func (w *world) allocStack(t *rapid.T) {
	words := rapid.OneOf(rapid.IntRange(1, 600), rapid.IntRange(1, 20000)).Draw(t, "words")
	a := w.h.AllocStack(words)
	if a == 0 {
		t.Fatal("no memory for a stack")
	}
	for i := range StackWords(words) {
		w.h.m.Store(a+uint64(i)*8, a) // junk, which must not reach an object
	}
	w.stacks[a] = words
}

func (w *world) freeStack(t *rapid.T) {
	if len(w.stacks) == 0 {
		t.Skip("no stack")
	}
	a := rapid.SampledFrom(slices.Sorted(maps.Keys(w.stacks))).Draw(t, "stack")
	w.h.FreeStack(a, w.stacks[a])
	delete(w.stacks, a)
}

func (w *world) checkpoint(t *rapid.T) {
	im, _ := w.h.m.Checkpoint()
	w.saved = append(w.saved, saved{im, w.h.Checkpoint(), w.clone(), slices.Clone(w.roots), maps.Clone(w.stacks), w.mallocs})
}

func (w *world) restore(t *rapid.T) {
	if len(w.saved) == 0 {
		t.Skip("no image")
	}
	s := rapid.SampledFrom(w.saved).Draw(t, "image")
	w.h.m.Restore(s.memory)
	w.h.Restore(s.heap)
	w.objects, w.roots, w.stacks, w.mallocs = s.objects, slices.Clone(s.roots), maps.Clone(s.stacks), s.mallocs
	w.objects = w.clone()
}

func (w *world) check(t *rapid.T) {
	if err := w.h.Check(); err != nil {
		t.Fatal(err)
	}
	var end, bytes, n uint64
	for o := range w.h.Objects() {
		th := w.objects[o.Base]
		if th == nil || o.Base < end {
			t.Fatalf("object %+v is unknown, or overlaps the one that ends at %#x", o, end)
		}
		end = o.Base + o.Size
		for i, v := range th.words {
			if got := w.h.m.Load(o.Base + uint64(i)*8); got != v {
				t.Fatalf("word %d of %+v is %#x, want %#x", i, o, got, v)
			}
		}
		n++
		bytes += o.Size
		if !o.NoScan && o.Size > minSizeForMallocHead && o.Base%PageSize != 0 {
			bytes += mallocHeaderSize
		}
	}
	if n != uint64(len(w.objects)) {
		t.Fatalf("%d objects, want %d", n, len(w.objects))
	}
	for a, words := range w.stacks {
		if _, ok := w.h.Find(a); ok {
			t.Fatalf("an object lies in the stack at %#x", a)
		}
		for i := range StackWords(words) {
			if w.h.m.Load(a+uint64(i)*8) != a {
				t.Fatalf("word %d of the stack at %#x was overwritten", i, a)
			}
		}
	}
	s := w.h.Stats()
	if s.HeapObjects != n || s.HeapAlloc != bytes || s.Mallocs != w.mallocs {
		t.Fatalf("Stats: %d objects, %d bytes, %d mallocs; want %d, %d, %d", s.HeapObjects, s.HeapAlloc, s.Mallocs, n, bytes, w.mallocs)
	}
	if s.HeapInuse+s.HeapIdle != s.HeapSys || s.HeapInuse < s.HeapAlloc || s.Mallocs-s.Frees != n {
		t.Fatalf("Stats contradict each other: %+v", s)
	}
}

// Nothing reachable is freed and all else is; no two objects overlap; a restored heap is the
// heap that was saved.
func TestHeapEqualsModel(t *testing.T) {
	for _, poison := range []bool{false, true} {
		rapid.Check(t, func(t *rapid.T) {
			w := &world{h: newHeap(Config{Poison: poison}), objects: map[uint64]*thing{}, stacks: map[uint64]int{}}
			t.Repeat(map[string]func(*rapid.T){
				"alloc": w.alloc, "alloc more": w.alloc, "alloc many": w.allocMany, "store": w.store, "store more": w.store,
				"add root": w.addRoot, "junk root": w.junkRoot, "drop root": w.dropRoot, "collect": w.collect,
				"alloc stack": w.allocStack, "free stack": w.freeStack,
				"checkpoint": w.checkpoint, "restore": w.restore,
				"": w.check,
			})
		})
	}
}
