package heap

import (
	"fmt"
	"strings"
	"testing"

	"gopherscope/sim/code"
)

// What happens with the records of objects that no root leads to. The objects a, b, c are made
// in this order; a program of the table says what is set for them and what they lead to, and
// each following word is a collection with the roots that it names.
func TestSpecials(t *testing.T) {
	for _, tt := range []struct {
		rule, set, roots, want string
	}{
		{"a finalizer runs when nothing leads to its object", "fa", "abc - -", "| fa | -a"},
		{"it runs once, and the object dies a cycle later", "fa", "bc bc bc", "fa | -a |"},
		{"the newest object's is first", "fa fb fc", "-", "fc fb fa"},
		{"what a finalizer's object leads to lives on, and its finalizer waits", "fa fb a>b", "- -", "fa | fb -a"},
		{"a cycle is never finalized", "fa fb a>b b>a", "- -", "|"},
		{"a finalizer taken back", "fa Fa", "-", "-a"},
		{"a cleanup runs when the object is freed, the oldest object's first", "ca cb", "-", "ca cb -a -b"},
		{"cleanups of one object run in the order they were added", "ca ca", "-", "ca ca -a"},
		{"a cleanup taken back", "ca Ca", "-", "-a"},
		{"a cleanup waits for the finalizer", "fa ca", "- -", "fa | ca -a"},
		{"a weak pointer is nil when the object is found dead", "wa", "a -", "| wa -a"},
		{"and already when its finalizer is queued", "wa fa", "- -", "fa wa | -a"},
		{"a weak pointer to what a finalizer leads to lives on", "fa a>b wb", "- -", "fa | wb -a -b"},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			h := newHeap(Config{})
			objs := map[byte]uint64{}
			for _, name := range []byte("abc") {
				objs[name] = h.Alloc(tNode, 1)
			}
			var ids []uint64
			weak := map[byte]uint64{}
			named := map[byte]bool{}
			for _, w := range strings.Fields(tt.set) {
				a := objs[w[1]]
				named[w[1]] = true
				switch {
				case w[1] == '>':
					delete(named, '>')
					h.m.Store(objs[w[0]], objs[w[2]])
				case w[0] == 'f':
					if !h.AddFinalizer(a, 0, tPtr, false) {
						t.Fatal("there is a finalizer already")
					}
					if h.AddFinalizer(a, 0, tPtr, false) {
						t.Fatal("two finalizers")
					}
				case w[0] == 'F':
					h.RemoveFinalizer(a)
				case w[0] == 'c':
					ids = append(ids, h.AddCleanup(a, 0, tPtr))
				case w[0] == 'C':
					h.StopCleanup(a, ids[0])
				case w[0] == 'w':
					weak[w[1]] = h.WeakHandle(a)
					if h.WeakHandle(a) != weak[w[1]] {
						t.Fatal("an address has two weak handles")
					}
				}
			}
			name := func(a uint64) string {
				for n, o := range objs {
					if o == a {
						return string(n)
					}
				}
				return fmt.Sprintf("%#x", a)
			}
			var got []string
			for i, roots := range strings.Fields(tt.roots) {
				if i > 0 {
					got = append(got, "|")
				}
				h.Collect(func(yield func(uint64) bool) {
					for _, n := range []byte(roots) {
						if n != '-' && !yield(objs[n]) {
							return
						}
					}
					for _, n := range []byte("abc") { // handles are the program's own
						if w, ok := weak[n]; ok && !yield(w) {
							return
						}
					}
				})
				if err := h.Check(); err != nil {
					t.Fatal(err)
				}
				for {
					s, args, ok := h.NextFinalizer()
					if !ok {
						break
					}
					if len(args) != 1 || args[0] != s.At {
						t.Fatalf("a finalizer of %#x is called with %#x", s.At, args)
					}
					got = append(got, "f"+name(s.At))
				}
				for {
					s, ok := h.NextCleanup()
					if !ok {
						break
					}
					got = append(got, "c"+name(s.At))
				}
				for _, n := range []byte("abc") {
					if w, ok := weak[n]; ok && h.m.Load(w) == 0 {
						got = append(got, "w"+string(n))
						delete(weak, n)
					}
				}
				for _, n := range []byte("abc") {
					if a, ok := objs[n]; ok && named[n] && !h.Valid(a) {
						got = append(got, "-"+string(n))
						delete(objs, n)
					}
				}
			}
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("set %q, roots %q: %q, want %q", tt.set, tt.roots, got, tt.want)
			}
		})
	}
}

// A finalizer of a tiny object runs when the whole block is dead.
func TestSpecialOfTinyObject(t *testing.T) {
	h := newHeap(Config{})
	a, b := h.Alloc(tByte, 1), h.Alloc(tByte, 1)
	if a>>4 != b>>4 {
		t.Fatalf("%#x and %#x are not in one block", a, b)
	}
	h.AddFinalizer(b, 0, tPtr, true)
	h.caches.At(0).tiny = 0
	h.Collect(func(yield func(uint64) bool) { yield(a) })
	if h.FinalizersQueued() {
		t.Error("finalizer queued while its block is in use")
	}
	h.Collect(noRoots)
	if s, args, ok := h.NextFinalizer(); !ok || len(args) != 2 || code.TypeID(args[0]) != tPtr || args[1] != b || s.At != b {
		t.Errorf("finalizer %+v of %#x, %v", s, args, ok)
	}
}

// Queues and lists survive a checkpoint.
func TestSpecialsRestored(t *testing.T) {
	h := newHeap(Config{})
	var objs []uint64
	for range 50 {
		a := h.Alloc(tNode, 1)
		h.AddCleanup(a, 0, tPtr)
		objs = append(objs, a)
	}
	h.Collect(func(yield func(uint64) bool) { yield(objs[0]) })
	image, state := h.Checkpoint(), sums(h)
	order := func() (list []uint64) {
		for s, ok := h.NextCleanup(); ok; s, ok = h.NextCleanup() {
			list = append(list, s.At)
		}
		return list
	}
	first := order()
	if len(first) != 49 || first[0] != objs[41] || first[9] != objs[21] || first[48] != objs[20] {
		t.Errorf("cleanups run in the order %#x", first)
	}
	h.Restore(image)
	if got := sums(h); got != state {
		t.Error("the sum of the restored heap differs")
	}
	if again := order(); fmt.Sprint(again) != fmt.Sprint(first) {
		t.Errorf("after a restore the order is %#x, want %#x", again, first)
	}
}

func sums(h *Heap) string {
	var b strings.Builder
	h.Sum(func(w uint64) { fmt.Fprintf(&b, "%x ", w) })
	return b.String()
}
