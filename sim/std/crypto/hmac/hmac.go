//go:build gopherscope

// Package hmac authenticates messages with a secret key (FIPS 198).
package hmac

import (
	"crypto/subtle"
	"hash"
	_ "os" // linked in Go too, which brings a goroutine of the runtime
)

// A mac is inner(key ^ 0x36…, message) under outer(key ^ 0x5c…).
type mac struct {
	new        func() hash.Hash
	inner      hash.Hash
	ipad, opad []byte
}

// New returns a hash of messages under key, made of the hash function h.
func New(h func() hash.Hash, key []byte) hash.Hash {
	m := &mac{new: h, inner: h()}
	block := m.inner.BlockSize()
	if len(key) > block {
		outer := h()
		outer.Write(key)
		key = outer.Sum(nil)
	}
	m.ipad, m.opad = make([]byte, block), make([]byte, block)
	copy(m.ipad, key)
	copy(m.opad, key)
	for i := range block {
		m.ipad[i] ^= 0x36
		m.opad[i] ^= 0x5c
	}
	m.inner.Write(m.ipad)
	return m
}

func (m *mac) Write(p []byte) (n int, err error) { return m.inner.Write(p) }
func (m *mac) Size() int                         { return m.inner.Size() }
func (m *mac) BlockSize() int                    { return m.inner.BlockSize() }

func (m *mac) Reset() {
	m.inner.Reset()
	m.inner.Write(m.ipad)
}

func (m *mac) Sum(b []byte) []byte {
	outer := m.new()
	outer.Write(m.opad)
	outer.Write(m.inner.Sum(nil))
	return outer.Sum(b)
}

// Equal compares two sums in time that does not depend on what they hold.
func Equal(mac1, mac2 []byte) bool { return subtle.ConstantTimeCompare(mac1, mac2) == 1 }
