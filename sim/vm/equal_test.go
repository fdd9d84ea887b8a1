package vm

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
)

// Values compare as the host's do, and equal ones hash alike: interfaces of several dynamic
// types, among them a struct with a string and floats with their special values.
func TestEqualityIsTheHosts(t *testing.T) {
	type pair struct {
		a int
		s string
	}
	draw := func(t *rapid.T, name string) any {
		small := rapid.IntRange(-1, 1)
		switch rapid.IntRange(0, 5).Draw(t, name) {
		case 0:
			return nil
		case 1:
			return small.Draw(t, "int")
		case 2:
			return int8(small.Draw(t, "int8"))
		case 3:
			return rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1, math.NaN()}).Draw(t, "float")
		case 4:
			return rapid.SampledFrom([]string{"", "a", "ab", "a longer string", "a longer strinh"}).Draw(t, "string")
		}
		return pair{small.Draw(t, "a"), rapid.SampledFrom([]string{"", "x", "0123456789"}).Draw(t, "s")}
	}
	rapid.Check(t, func(t *rapid.T) {
		a := newAssembler()
		a.prog.Static = make([]uint64, 8)
		a.faults()
		b := a.vm(t)
		// put writes x as an interface to address at.
		put := func(at uint64, x any) {
			typ, words := code.TypeID(0), []uint64(nil)
			switch x := x.(type) {
			case int:
				typ, words = tInt, []uint64{uint64(x)}
			case int8:
				typ, words = tInt8, []uint64{uint64(uint8(x))}
			case float64:
				typ, words = tFloat, []uint64{w64(x)}
			case string:
				typ, words = tString, b.strings(x)
			case pair:
				typ, words = tPair, append([]uint64{uint64(x.a)}, b.strings(x.s)...)
			}
			data := uint64(0)
			if typ != 0 {
				data = b.heap.Alloc(typ, 1)
				for i, w := range words[:b.types[typ].words] {
					b.mem.StoreN(data+uint64(i)*8, int(min(8, b.types[typ].size)), w)
				}
			}
			b.mem.Store(at, uint64(typ))
			b.mem.Store(at+8, data)
		}
		x, y := draw(t, "x"), draw(t, "y")
		const ax, ay = mem.NilPage, mem.NilPage + 16
		put(ax, x)
		put(ay, y)
		same, bad := b.equal(ax, ay, tAny)
		if same != (x == y) || bad != 0 {
			t.Fatalf("%#v == %#v is %v, want %v", x, y, same, x == y)
		}
		hx, _ := b.hash(ax, tAny, 7)
		hy, _ := b.hash(ay, tAny, 7)
		if same && hx != hy {
			t.Fatalf("%#v and %#v are equal and hash to %x and %x", x, y, hx, hy)
		}
		if f, ok := x.(float64); ok && f != f {
			if again, _ := b.hash(ax, tAny, 7); again == hx {
				t.Fatalf("a NaN hashes to %x twice", hx)
			}
		}
	})
}

// Strings compare by bytes wherever they lie.
func TestStringOrderIsTheHosts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := newAssembler()
		a.faults()
		b := a.vm(t)
		text := rapid.StringMatching("[ab]{0,20}")
		x, y := text.Draw(t, "x"), text.Draw(t, "y")
		shift := rapid.IntRange(0, 7).Draw(t, "shift")
		w := b.strings("01234567"[:shift]+x, y)
		ax, ay := w[0]+uint64(shift), w[2]
		nx, ny := uint64(len(x)), uint64(len(y))
		want := 0
		if x < y {
			want = -1
		} else if x > y {
			want = 1
		}
		if got := b.compareStrings(ax, nx, ay, ny); got != want {
			t.Fatalf("%q and %q compare as %d, want %d", x, y, got, want)
		}
		if got := b.equalStrings(ax, nx, ay, ny); got != (x == y) {
			t.Fatalf("%q == %q is %v", x, y, got)
		}
		if x == y && b.hashBytes(ax, nx, 3) != b.hashBytes(ay, ny, 3) {
			t.Fatalf("%q hashes differently %d bytes off a word", x, shift)
		}
	})
}
