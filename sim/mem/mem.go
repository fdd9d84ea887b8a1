// Package mem is the machine's memory: words that a checkpoint copies page by page.
//
// Memory is one flat slice of 64-bit words in the layout that the gc compiler gives data on
// amd64: byte k of a word is bits 8k to 8k+7. Addresses are byte addresses, so word i lies
// at address 8*i; the first page is never handed out, and an address below NilPage is a nil
// pointer with a field offset.
//
// Start with mem.go, the memory itself; image.go makes checkpoints of it that share what
// did not change; table.go does the same for rows of any flat type, for those parts of the
// machine's state (goroutines, spans, timers) that are no words of the program.
package mem

// Sizes of the flat memory.
const (
	PageWords = 512     // words in a page, the unit of dirty marks: 4 KB
	PageShift = 12      // log2 of a page's bytes
	NilPage   = 4096    // addresses below are nil dereferences
	Slack     = 1 << 16 // words readable past the end, so that a frame window needs one check
)

// A Memory is the program's whole memory. W grows at its end only.
//
// Whoever stores into W directly marks the page in Dirty; the Store methods do both.
type Memory struct {
	W     []uint64 // cap is at least len+Slack
	Dirty []uint8  // a byte a page: 1 since the page last equalled base
	base  *Image   // what the clean pages equal; nil before the first checkpoint
}

// New returns a memory of n bytes, rounded up to whole pages, all zero.
func New(n uint64) *Memory {
	m := &Memory{}
	m.Grow(n)
	return m
}

// Size returns the memory's size in bytes.
func (m *Memory) Size() uint64 { return uint64(len(m.W)) * 8 }

// Grow makes the memory n bytes large, rounded up to whole pages. New words are zero. It
// never shrinks. Slices taken of W before are stale afterwards.
func (m *Memory) Grow(n uint64) {
	words := int((n + PageWords*8 - 1) / (PageWords * 8) * PageWords)
	if words <= len(m.W) {
		return
	}
	if words+Slack > cap(m.W) {
		w := make([]uint64, words, max(words+words/4, 1<<16)+Slack)
		copy(w, m.W)
		m.W = w
	} else {
		old := len(m.W)
		m.W = m.W[:words]
		clear(m.W[old:]) // a Restore may have shortened the memory
	}
	for len(m.Dirty) < words/PageWords {
		m.Dirty = append(m.Dirty, 1)
	}
}

// Load returns the word at address a, which is a multiple of 8.
func (m *Memory) Load(a uint64) uint64 { return m.W[a>>3] }

// Store sets the word at address a, which is a multiple of 8.
func (m *Memory) Store(a, v uint64) {
	m.W[a>>3] = v
	m.Dirty[a>>PageShift] = 1
}

// LoadN returns the size bytes (1, 2, 4 or 8) at a, zero extended. They lie in one word.
func (m *Memory) LoadN(a uint64, size int) uint64 {
	v := m.W[a>>3] >> (a & 7 * 8)
	if size < 8 {
		v &= 1<<(size*8) - 1
	}
	return v
}

// StoreN sets the size bytes (1, 2, 4 or 8) at a, which lie in one word, to v's low bytes.
func (m *Memory) StoreN(a uint64, size int, v uint64) {
	w := &m.W[a>>3]
	m.Dirty[a>>PageShift] = 1
	if size == 8 {
		*w = v
		return
	}
	shift := a & 7 * 8
	mask := uint64(1)<<(size*8) - 1
	*w = *w&^(mask<<shift) | v&mask<<shift
}

// Bytes returns a copy of the n bytes at a.
func (m *Memory) Bytes(a, n uint64) []byte {
	b := make([]byte, n)
	m.ReadBytes(b, a)
	return b
}

// ReadBytes fills b from the bytes at a.
func (m *Memory) ReadBytes(b []byte, a uint64) {
	for i := range b {
		at := a + uint64(i)
		b[i] = byte(m.W[at>>3] >> (at & 7 * 8))
	}
}

// WriteBytes stores b at a.
func (m *Memory) WriteBytes(a uint64, b []byte) {
	for i, c := range b {
		m.StoreN(a+uint64(i), 1, uint64(c))
	}
}

// Move copies n bytes from src to dst, which may overlap.
func (m *Memory) Move(dst, src, n uint64) {
	switch {
	case n == 0:
	case dst&7 == 0 && src&7 == 0 && n&7 == 0:
		copy(m.W[dst>>3:(dst+n)>>3], m.W[src>>3:(src+n)>>3])
		m.MarkDirty(dst, n)
	case dst <= src:
		for i := range n {
			m.StoreN(dst+i, 1, m.LoadN(src+i, 1))
		}
	default:
		for i := n; i > 0; i-- {
			m.StoreN(dst+i-1, 1, m.LoadN(src+i-1, 1))
		}
	}
}

// Zero clears n bytes at a.
func (m *Memory) Zero(a, n uint64) {
	for n > 0 && a&7 != 0 {
		m.StoreN(a, 1, 0)
		a, n = a+1, n-1
	}
	clear(m.W[a>>3 : (a+n)>>3])
	m.MarkDirty(a, n)
	for k := n &^ 7; k < n; k++ {
		m.StoreN(a+k, 1, 0)
	}
}

// MarkDirty marks the pages that n bytes at a lie on.
func (m *Memory) MarkDirty(a, n uint64) {
	if n == 0 {
		return
	}
	for p := a >> PageShift; p <= (a+n-1)>>PageShift; p++ {
		m.Dirty[p] = 1
	}
}
