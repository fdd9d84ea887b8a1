package heap

import (
	"math/rand/v2"
	"slices"
	"testing"

	"gopherscope/sim/code"
)

// play allocates, stores, collects and frees stacks as the seed says, and returns every
// address it was given.
func play(h *Heap, seed uint64, steps int) (addresses []uint64) {
	var (
		r      = rand.New(rand.NewPCG(seed, 0))
		roots  []uint64
		stacks [][2]uint64
	)
	for range steps {
		switch r.IntN(20) {
		case 0:
			h.Collect(slices.Values(roots))
		case 1, 2:
			words := 32 << r.IntN(9)
			a := h.AllocStack(words)
			stacks = append(stacks, [2]uint64{a, uint64(words)})
			addresses = append(addresses, a)
		case 3:
			if n := len(stacks); n > 0 {
				i := r.IntN(n)
				h.FreeStack(stacks[i][0], int(stacks[i][1]))
				stacks = slices.Delete(stacks, i, i+1)
			}
		case 4:
			if n := len(roots); n > 0 {
				i := r.IntN(n)
				roots = slices.Delete(roots, i, i+1)
			}
		default:
			a := h.Alloc(code.TypeID(r.IntN(int(numTestTypes))), int64(1)<<r.IntN(12))
			addresses = append(addresses, a)
			if n := len(roots); n > 0 && a != h.zerobase {
				h.m.StoreN(a, 1, uint64(r.IntN(256)))
			}
			if r.IntN(2) == 0 {
				roots = append(roots, a)
			}
		}
	}
	return addresses
}

// sumOf hashes a heap and its memory.
func sumOf(h *Heap) (sum uint64) {
	add := func(w uint64) { sum = (sum ^ w) * 0x9e3779b97f4a7c15 >> 1 }
	h.Sum(add)
	h.m.Sum(add)
	return sum
}

// Whatever happened in between: from a restored image on, all goes as it went.
func TestReplay(t *testing.T) {
	for seed := range uint64(6) {
		h := newHeap(Config{})
		play(h, seed, 500)
		im, _ := h.m.Checkpoint()
		him := h.Checkpoint()
		want := play(h, seed+100, 500)
		after, stats, sum := h.state, h.Stats(), sumOf(h)

		play(h, seed+200, 700)
		h.Checkpoint()
		h.m.Checkpoint()
		play(h, seed+300, 700)

		h.m.Restore(im)
		h.Restore(him)
		if err := h.Check(); err != nil {
			t.Fatalf("seed %d: restored: %v", seed, err)
		}
		if sumOf(h) == sum {
			t.Errorf("seed %d: the sum does not tell two states apart", seed)
		}
		if got := play(h, seed+100, 500); !slices.Equal(got, want) {
			t.Fatalf("seed %d: other addresses after a restore", seed)
		}
		if h.state != after || h.Stats() != stats {
			t.Errorf("seed %d: another state after a restore:\n%+v\nwant\n%+v", seed, h.state, after)
		}
		if sumOf(h) != sum {
			t.Errorf("seed %d: another sum of heap and memory after a restore", seed)
		}
	}
}

// The steady path of allocation costs the host nothing, a collection the closure over its roots.
func TestNoHostAllocation(t *testing.T) {
	h := newHeap(Config{})
	alloc := func() {
		for range 1000 {
			h.Alloc(tMixed, 1)
			h.Alloc(tByte, 5)
			h.Alloc(tByte, 9000)
			h.FreeStack(h.AllocStack(256), 256)
		}
	}
	for range 10 {
		alloc()
	}
	collect := func() { h.Collect(noRoots) }
	collect()
	if n := testing.AllocsPerRun(5, alloc); n > 0 {
		t.Errorf("%.0f host allocations in 3000 of the program, want 0", n)
	}
	if n := testing.AllocsPerRun(5, collect); n > 12 {
		t.Errorf("%.0f host allocations in a collection, want 12 at most", n)
	}
}
