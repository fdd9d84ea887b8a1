package mem

import (
	"encoding/binary"
	"strings"
)

// The methods of this file take any address and any length. They move a word at a time
// wherever the two ends of a copy lie: get reads across a word's border, and put writes up
// to the destination's next one.

// get returns the k bytes (1 to 8) at a in its low bytes; what stands above them is junk.
func (m *Memory) get(a, k uint64) uint64 {
	i, off := a>>3, a&7
	v := m.W[i] >> (off * 8)
	if off+k > 8 {
		v |= m.W[i+1] << (64 - off*8)
	}
	return v
}

// put sets the k bytes (1 to 8) at a, which lie in one word, to v's low bytes.
func (m *Memory) put(a, k, v uint64) {
	shift := a & 7 * 8
	mask := ^uint64(0) >> (64 - k*8) << shift
	w := &m.W[a>>3]
	*w = *w&^mask | v<<shift&mask
	m.Dirty[a>>PageShift] = 1
}

// Bytes returns a copy of the n bytes at a.
func (m *Memory) Bytes(a, n uint64) []byte {
	b := make([]byte, n)
	m.ReadBytes(b, a)
	return b
}

// String returns the n bytes at a as a string.
func (m *Memory) String(a, n uint64) string {
	var (
		s   strings.Builder
		buf [256]byte
	)
	s.Grow(int(n))
	for n > 0 {
		k := min(n, uint64(len(buf)))
		m.ReadBytes(buf[:k], a)
		s.Write(buf[:k])
		a, n = a+k, n-k
	}
	return s.String()
}

// ReadBytes fills b from the bytes at a.
func (m *Memory) ReadBytes(b []byte, a uint64) {
	for ; len(b) >= 8; b, a = b[8:], a+8 {
		binary.LittleEndian.PutUint64(b, m.get(a, 8))
	}
	if len(b) > 0 {
		v := m.get(a, uint64(len(b)))
		for i := range b {
			b[i] = byte(v)
			v >>= 8
		}
	}
}

// WriteBytes stores b at a.
func (m *Memory) WriteBytes(a uint64, b []byte) {
	for len(b) > 0 {
		k := min(8-a&7, uint64(len(b)))
		if k == 8 {
			m.W[a>>3] = binary.LittleEndian.Uint64(b)
			m.Dirty[a>>PageShift] = 1
		} else {
			var v uint64
			for i := k; i > 0; i-- {
				v = v<<8 | uint64(b[i-1])
			}
			m.put(a, k, v)
		}
		a, b = a+k, b[k:]
	}
}

// Move copies n bytes from src to dst, which may overlap.
func (m *Memory) Move(dst, src, n uint64) {
	switch {
	case n == 0 || dst == src:
	case (dst|src|n)&7 == 0:
		copy(m.W[dst>>3:(dst+n)>>3], m.W[src>>3:(src+n)>>3])
		m.MarkDirty(dst, n)
	case dst-src < n: // the destination's start lies in the source
		m.moveDown(dst, src, n)
	default:
		m.moveUp(dst, src, n)
	}
}

// moveUp copies from the lowest byte to the highest.
func (m *Memory) moveUp(dst, src, n uint64) {
	if off := dst & 7; off != 0 {
		k := min(8-off, n)
		m.put(dst, k, m.get(src, k))
		dst, src, n = dst+k, src+k, n-k
	}
	if words := n >> 3; words > 0 {
		d := m.W[dst>>3:][:words]
		if shift := src & 7 * 8; shift == 0 {
			copy(d, m.W[src>>3:])
		} else {
			s := m.W[src>>3:][:words+1]
			low := s[0]
			for i := range d {
				high := s[i+1]
				d[i] = low>>(shift&63) | high<<(-shift&63)
				low = high
			}
		}
		m.MarkDirty(dst, words*8)
		dst, src, n = dst+words*8, src+words*8, n&7
	}
	if n > 0 {
		m.put(dst, n, m.get(src, n))
	}
}

// moveDown copies from the highest byte to the lowest.
func (m *Memory) moveDown(dst, src, n uint64) {
	if k := min((dst+n)&7, n); k != 0 {
		n -= k
		m.put(dst+n, k, m.get(src+n, k))
	}
	for n >= 8 {
		n -= 8
		m.Store(dst+n, m.get(src+n, 8))
	}
	if n > 0 {
		m.put(dst, n, m.get(src, n))
	}
}

// Zero clears n bytes at a.
func (m *Memory) Zero(a, n uint64) {
	if off := a & 7; off != 0 && n > 0 {
		k := min(8-off, n)
		m.put(a, k, 0)
		a, n = a+k, n-k
	}
	words := n &^ 7
	clear(m.W[a>>3 : (a+words)>>3])
	m.MarkDirty(a, words)
	if n &= 7; n > 0 {
		m.put(a+words, n, 0)
	}
}
