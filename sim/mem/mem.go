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
// Whoever stores into W directly marks the page in Dirty; the methods that store do both.
type Memory struct {
	W     []uint64 // cap is at least len+Slack
	Dirty []uint8  // a byte a page: 1 since the page last equalled its page of base
	most  int      // words that it will never exceed, as far as known
	base  *Image   // what the clean pages equal; pages behind its end are zero, and so are all if it is nil
}

// New returns a memory of n bytes, rounded up to whole pages, all zero.
func New(n uint64) *Memory {
	m := &Memory{}
	m.Grow(n)
	return m
}

// Size returns the memory's size in bytes.
func (m *Memory) Size() uint64 { return uint64(len(m.W)) * 8 }

// Grow makes the memory n bytes large, rounded up to whole pages. New words are zero and
// their pages clean. It never shrinks. Slices taken of W before are stale afterwards.
func (m *Memory) Grow(n uint64) {
	words := int((n + PageWords*8 - 1) / (PageWords * 8) * PageWords)
	if words <= len(m.W) {
		return
	}
	if words+Slack > cap(m.W) {
		// As much again as there was, since copying costs more than room that the host does
		// not touch.
		room := words + len(m.W)
		if m.most >= words {
			room = min(room, m.most)
		}
		w := make([]uint64, words, room+Slack)
		copy(w, m.W)
		m.W = w
	} else {
		old := len(m.W)
		m.W = m.W[:words]
		clear(m.W[old:]) // a Restore may have shortened the memory
	}
	m.Dirty = append(m.Dirty, make([]uint8, words/PageWords-len(m.Dirty))...)
}

// Expect says that the memory will not grow beyond n bytes, so that Grow asks the host for no
// more.
func (m *Memory) Expect(n uint64) { m.most = int(n / 8) }

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
func (m *Memory) StoreN(a uint64, size int, v uint64) { m.put(a, uint64(size), v) }

// MarkDirty marks the pages that n bytes at a lie on.
func (m *Memory) MarkDirty(a, n uint64) {
	if n == 0 {
		return
	}
	for p := a >> PageShift; p <= (a+n-1)>>PageShift; p++ {
		m.Dirty[p] = 1
	}
}

// Sum feeds every word to add, and the memory's size before them: for a hash of it.
func (m *Memory) Sum(add func(word uint64)) {
	add(m.Size())
	for _, w := range m.W {
		add(w)
	}
}
