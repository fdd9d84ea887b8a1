package vm

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
)

// A mapRig drives the map functions directly: keys and iterators stand in global words.
type mapRig struct {
	*bench
	m    uint64
	t    code.TypeID
	key  uint64 // address of a key
	iter int    // word of an iterator
}

func newMapRig(t tb, typ code.TypeID) *mapRig {
	a := newAssembler()
	a.prog.Static = make([]uint64, 64)
	a.faults()
	r := &mapRig{bench: a.vm(t), t: typ, key: mem.NilPage, iter: mem.NilPage/8 + 8}
	r.m, _ = r.newMap(typ, 0, 0)
	return r
}

func (r *mapRig) put(f float64, n int) {
	r.mem.Store(r.key, w64(f))
	e, _ := r.mapPut(r.m, r.t, r.key)
	r.mem.Store(e+r.elemOffset(r.t), uint64(n))
}

func (r *mapRig) get(f float64) (int, bool) {
	r.mem.Store(r.key, w64(f))
	e, _ := r.mapFind(r.m, r.t, r.key)
	if e == 0 {
		return 0, false
	}
	return int(r.mem.Load(e + r.elemOffset(r.t))), true
}

func (r *mapRig) remove(f float64) {
	r.mem.Store(r.key, w64(f))
	r.mapDelete(r.m, r.t, r.key)
}

// all iterates, and calls body after each entry.
func (r *mapRig) all(body func(k float64, n int)) {
	r.mapIter(r.iter, r.m)
	for {
		k, e := r.mapNext(r.iter, r.t)
		if k == 0 {
			return
		}
		body(f64(r.mem.Load(k)), int(r.mem.Load(e+r.elemOffset(r.t))))
	}
}

// A map holds what the host's map holds, whatever is done to it, and iterates over that.
func TestMapModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := newMapRig(t, tMapFI)
		model := map[float64]int{}
		key := rapid.Map(rapid.IntRange(0, 40), func(i int) float64 { return float64(i) / 2 })
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				k, n := key.Draw(t, "k"), rapid.Int().Draw(t, "n")
				r.put(k, n)
				model[k] = n
			},
			"delete": func(t *rapid.T) {
				k := key.Draw(t, "k")
				r.remove(k)
				delete(model, k)
			},
			"clear": func(t *rapid.T) {
				if rapid.IntRange(0, 9).Draw(t, "rarely") == 0 {
					r.mapClear(r.m, r.t)
					clear(model)
				}
			},
			"get": func(t *rapid.T) {
				k := key.Draw(t, "k")
				got, ok := r.get(k)
				if want, in := model[k]; got != want || ok != in {
					t.Fatalf("m[%v] = %v, %v, want %v, %v", k, got, ok, want, in)
				}
			},
			"": func(t *rapid.T) {
				got := map[float64]int{}
				r.all(func(k float64, n int) {
					if _, twice := got[k]; twice {
						t.Fatalf("%v comes twice", k)
					}
					got[k] = n
				})
				if !maps.Equal(got, model) {
					t.Fatalf("iteration gives %v, want %v", got, model)
				}
			},
		})
	})
}

// While an iteration goes on entries come, go and change; each that stays comes exactly
// once, with its value of that moment, and one that is deleted before its turn does not.
func TestMapChangesUnderIteration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := newMapRig(t, tMapFI)
		model := map[float64]int{}
		for i := range rapid.IntRange(0, 30).Draw(t, "size") {
			r.put(float64(i), i)
			model[float64(i)] = i
		}
		due := maps.Clone(model) // what must still come
		seen := map[float64]bool{}
		r.all(func(k float64, n int) {
			if seen[k] {
				t.Fatalf("%v comes twice", k)
			}
			if want, in := model[k]; !in || want != n {
				t.Fatalf("%v comes with %v, want %v, %v", k, n, want, in)
			}
			seen[k] = true
			delete(due, k)
			for range rapid.IntRange(0, 4).Draw(t, "changes") {
				x := float64(rapid.IntRange(0, 60).Draw(t, "x"))
				switch rapid.IntRange(0, 2).Draw(t, "what") {
				case 0:
					r.remove(x)
					delete(model, x)
					delete(due, x)
					delete(seen, x) // put again, it may come again
				default:
					n := rapid.IntRange(100, 200).Draw(t, "n")
					r.put(x, n)
					model[x] = n
					if _, in := due[x]; in {
						due[x] = n
					}
				}
			}
		})
		if len(due) > 0 {
			t.Fatalf("%v never came", due)
		}
	})
}

// NaNs are keys that nobody finds again, but iteration does, and clear removes them.
func TestMapNaN(t *testing.T) {
	r := newMapRig(t, tMapFI)
	for i := range 20 {
		r.put(math.NaN(), i)
	}
	if _, ok := r.get(math.NaN()); ok {
		t.Error("a NaN was found")
	}
	var got []int
	r.all(func(_ float64, n int) {
		got = append(got, n)
		r.put(float64(n), n) // makes the array grow
		r.remove(float64(n))
	})
	slices.Sort(got)
	if len(got) != 20 || got[0] != 0 || got[19] != 19 {
		t.Errorf("iteration gives %v, want 0 to 19", got)
	}
	n := 0
	r.all(func(float64, int) {
		n++
		r.mapClear(r.m, r.t)
	})
	if n != 1 {
		t.Errorf("%d entries came although the first cleared the map, want 1", n)
	}
	if n := r.header(r.m)[hdrCount]; n != 0 {
		t.Errorf("len after clear = %d, want 0", n)
	}
}

// Iterations begin at different entries, and a seed fixes at which.
func TestMapIterationStart(t *testing.T) {
	first := func() string {
		r := newMapRig(t, tMapFI)
		for i := range 8 {
			r.put(float64(i), i)
		}
		starts := ""
		for range 20 {
			r.mapIter(r.iter, r.m)
			k, _ := r.mapNext(r.iter, r.t)
			starts += fmt.Sprint(f64(r.mem.Load(k)))
		}
		return starts
	}
	a, b := first(), first()
	if a != b {
		t.Errorf("starts of one seed differ: %s, %s", a, b)
	}
	distinct := map[rune]bool{}
	for _, c := range a {
		distinct[c] = true
	}
	if len(distinct) < 4 {
		t.Errorf("starts are %s: hardly any two differ", a)
	}
}

// Keys of interface type compare by dynamic type and value; what cannot be hashed is named.
func TestMapOfInterfaces(t *testing.T) {
	r := newMapRig(t, tMapAI)
	put := func(typ code.TypeID, word uint64, n int) code.TypeID {
		box := r.heap.Alloc(typ, 1)
		r.mem.Store(box, word)
		r.mem.Store(r.key, uint64(typ))
		r.mem.Store(r.key+8, box)
		e, bad := r.mapPut(r.m, r.t, r.key)
		if bad == 0 {
			r.mem.Store(e+r.elemOffset(r.t), uint64(n))
		}
		return bad
	}
	put(tInt, 1, 10)
	put(tFloat, 1, 20) // the same bits, another type
	put(tInt, 1, 30)
	if n := r.header(r.m)[hdrCount]; n != 2 {
		t.Errorf("len = %d, want 2", n)
	}
	if bad := put(tInts, 0, 0); bad != tInts {
		t.Errorf("a slice as key: unhashable type %d, want %d", bad, tInts)
	}
}
