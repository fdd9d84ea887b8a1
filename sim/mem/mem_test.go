package mem

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// A memModel is a Memory as a plain list of bytes, with a whole copy for each image.
type memModel struct {
	m      *Memory
	bytes  []byte
	images []*Image
	copies [][]byte
}

// place draws a range of bytes behind the nil page; short ones and ones around a page's
// border are the most telling.
func (x *memModel) place(t *rapid.T, label string) (a, n uint64) {
	size := uint64(len(x.bytes))
	n = rapid.OneOf(rapid.Uint64Range(0, 40), rapid.Uint64Range(0, 3*PageWords*8)).Draw(t, label+" bytes")
	n = min(n, size-NilPage)
	border := rapid.Uint64Range(1, size>>PageShift).Draw(t, label+" page") << PageShift
	a = border + rapid.Uint64Range(0, 64).Draw(t, label+" offset") - 32
	return max(NilPage, min(a, size-n)), n
}

func (x *memModel) check(t *rapid.T) {
	if got := x.m.Bytes(0, x.m.Size()); !bytes.Equal(got, x.bytes) {
		for i := range x.bytes {
			if i >= len(got) || got[i] != x.bytes[i] {
				t.Fatalf("byte %d of %d is wrong, memory has %d bytes", i, len(x.bytes), len(got))
			}
		}
		t.Fatalf("memory has %d bytes, want %d", len(got), len(x.bytes))
	}
	if len(x.m.Dirty) != len(x.m.W)/PageWords {
		t.Fatalf("%d dirty marks for %d words", len(x.m.Dirty), len(x.m.W))
	}
	if cap(x.m.W) < len(x.m.W)+Slack {
		t.Fatalf("cap(W) = %d, len %d: less than Slack between them", cap(x.m.W), len(x.m.W))
	}
}

func TestMemoryEqualsModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := &memModel{m: New(4 * PageWords * 8), bytes: make([]byte, 4*PageWords*8)}
		t.Repeat(map[string]func(*rapid.T){
			"store": func(t *rapid.T) {
				size := 1 << rapid.IntRange(0, 3).Draw(t, "log size")
				a, _ := x.place(t, "at")
				a &^= uint64(size - 1)
				a = min(a, uint64(len(x.bytes)-size))
				v := rapid.Uint64().Draw(t, "value")
				x.m.StoreN(a, size, v)
				for i := range size {
					x.bytes[a+uint64(i)] = byte(v >> (8 * i))
				}
				if got, want := x.m.LoadN(a, size), v<<(64-8*size)>>(64-8*size); got != want {
					t.Fatalf("LoadN(%d, %d) = %#x after StoreN of %#x", a, size, got, v)
				}
				if size == 8 && x.m.Load(a) != v {
					t.Fatalf("Load(%d) = %#x, want %#x", a, x.m.Load(a), v)
				}
			},
			"write bytes": func(t *rapid.T) {
				a, n := x.place(t, "at")
				b := make([]byte, n)
				seed := rapid.Byte().Draw(t, "seed")
				for i := range b {
					b[i] = seed + byte(i*7)
				}
				x.m.WriteBytes(a, b)
				copy(x.bytes[a:], b)
				if got := x.m.String(a, n); got != string(b) {
					t.Fatalf("String(%d, %d) is not what WriteBytes stored", a, n)
				}
			},
			"move": func(t *rapid.T) {
				dst, n := x.place(t, "to")
				src, k := x.place(t, "from")
				if rapid.Bool().Draw(t, "near") {
					src = dst + rapid.Uint64Range(0, 40).Draw(t, "distance") - 20
					src = max(NilPage, min(src, uint64(len(x.bytes))))
					k = n
				}
				n = min(n, k, uint64(len(x.bytes))-src, uint64(len(x.bytes))-dst)
				x.m.Move(dst, src, n)
				copy(x.bytes[dst:dst+n], x.bytes[src:src+n])
			},
			"zero": func(t *rapid.T) {
				a, n := x.place(t, "at")
				x.m.Zero(a, n)
				clear(x.bytes[a : a+n])
			},
			"grow": func(t *rapid.T) {
				n := uint64(len(x.bytes)) + rapid.Uint64Range(0, 3*PageWords*8).Draw(t, "more")
				if n > 1<<17 {
					t.Skip("large enough")
				}
				x.m.Grow(n)
				pages := (n + PageWords*8 - 1) / (PageWords * 8)
				x.bytes = append(x.bytes, make([]byte, pages*PageWords*8-uint64(len(x.bytes)))...)
			},
			"checkpoint": func(t *rapid.T) {
				im, _ := x.m.Checkpoint()
				if im.Size() != uint64(len(x.bytes)) {
					t.Fatalf("image of %d bytes, memory has %d", im.Size(), len(x.bytes))
				}
				x.images = append(x.images, im)
				x.copies = append(x.copies, bytes.Clone(x.bytes))
			},
			"restore": func(t *rapid.T) {
				if len(x.images) == 0 {
					t.Skip("no image")
				}
				i := rapid.IntRange(0, len(x.images)-1).Draw(t, "image")
				x.m.Restore(x.images[i])
				x.bytes = bytes.Clone(x.copies[i])
			},
			"": x.check,
		})
	})
}

func TestImageOfAnotherMemory(t *testing.T) {
	a := New(8 * PageWords * 8)
	a.Store(NilPage, 1)
	im, _ := a.Checkpoint()
	a.Store(5*PageWords*8, 2)
	later, copied := a.Checkpoint()
	if copied != PageWords*8 {
		t.Errorf("second checkpoint copied %d bytes, want one page", copied)
	}
	b := New(2 * PageWords * 8)
	b.Store(NilPage, 7)
	b.Store(NilPage+8, 7)
	for _, tt := range []struct {
		im        *Image
		at, after uint64
	}{{later, 1, 2}, {im, 1, 0}, {later, 1, 2}} {
		b.Restore(tt.im)
		if b.Load(NilPage) != tt.at || b.Load(NilPage+8) != 0 || b.Load(5*PageWords*8) != tt.after {
			t.Errorf("restored %d, %d, %d; want %d, 0, %d", b.Load(NilPage), b.Load(NilPage+8), b.Load(5*PageWords*8), tt.at, tt.after)
		}
	}
}

func TestFreshPagesCostNothing(t *testing.T) {
	m := New(1 << 20)
	m.Store(NilPage, 1)
	if _, copied := m.Checkpoint(); copied != PageWords*8 {
		t.Errorf("checkpoint of a fresh megabyte with one store copied %d bytes, want %d", copied, PageWords*8)
	}
	m.Grow(2 << 20)
	if _, copied := m.Checkpoint(); copied != 0 {
		t.Errorf("checkpoint after Grow copied %d bytes, want 0", copied)
	}
}

func TestGrowReservesNoMoreThanExpected(t *testing.T) {
	m := New(3 << 19)
	m.Expect(3 << 20)
	m.Grow(2 << 20)
	if got, want := cap(m.W), 3<<17+Slack; got != want {
		t.Errorf("cap(W) = %d after Expect(3 MiB) and Grow(2 MiB), want %d", got, want)
	}
	m.Grow(4 << 20) // expectations bind nobody
	if m.Size() != 4<<20 || cap(m.W) < len(m.W)+Slack {
		t.Errorf("%d bytes, cap(W) %d; want 4 MiB and Slack behind it", m.Size(), cap(m.W))
	}
}

func BenchmarkMove(b *testing.B) {
	for _, bb := range []struct {
		name        string
		dst, src, n uint64
	}{
		{"aligned/4K", 1 << 16, 1 << 17, 4096},
		{"misaligned/4K", 1<<16 + 3, 1 << 17, 4096},
		{"overlap-up/4K", 1 << 16, 1<<16 + 3, 4096},
		{"overlap-down/4K", 1<<16 + 3, 1 << 16, 4096},
		{"aligned/16", 1 << 16, 1 << 17, 16},
		{"misaligned/11", 1<<16 + 3, 1 << 17, 11},
	} {
		b.Run(bb.name, func(b *testing.B) {
			m := New(1 << 18)
			b.SetBytes(int64(bb.n))
			for b.Loop() {
				m.Move(bb.dst, bb.src, bb.n)
			}
		})
	}
}

func BenchmarkBytes(b *testing.B) {
	m := New(1 << 18)
	buf := make([]byte, 4096)
	for _, off := range []uint64{0, 5} {
		name := map[uint64]string{0: "aligned", 5: "misaligned"}[off]
		b.Run("read/"+name, func(b *testing.B) {
			b.SetBytes(int64(len(buf)))
			for b.Loop() {
				m.ReadBytes(buf, 1<<16+off)
			}
		})
		b.Run("write/"+name, func(b *testing.B) {
			b.SetBytes(int64(len(buf)))
			for b.Loop() {
				m.WriteBytes(1<<16+off, buf)
			}
		})
	}
}

// BenchmarkCheckpoint stores into one page in ten of 25 MB between two images.
func BenchmarkCheckpoint(b *testing.B) {
	m := New(25 << 20)
	for i := range m.Dirty {
		m.Dirty[i] = 1
	}
	m.Checkpoint()
	var copied int
	for b.Loop() {
		for i := 0; i < len(m.Dirty); i += 10 {
			m.Dirty[i] = 1
		}
		_, copied = m.Checkpoint()
	}
	b.ReportMetric(float64(copied), "bytes-copied/op")
}

func BenchmarkRestore(b *testing.B) {
	m := New(25 << 20)
	for i := range m.Dirty {
		m.Dirty[i] = 1
	}
	im, _ := m.Checkpoint()
	for b.Loop() {
		for i := 0; i < len(m.Dirty); i += 10 {
			m.Dirty[i] = 1
		}
		m.Restore(im)
	}
}
