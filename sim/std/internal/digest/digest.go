//go:build gopherscope

// Package digest has the hash functions whose state the host works on: it is a string in the
// program's memory, in the form that MarshalBinary of the function's own package gives.
package digest

import (
	"errors"
	"hash"
)

// start returns the state of a function before the first byte.
func start(name string) (state string)

// write returns the state after p; sum the hash so far.
func write(name, state string, p []byte) string
func sum(name, state string) []byte

// check returns what is wrong with a state, "" for nothing.
func check(name, state string) (fault string)

// A Digest is a hash under way.
type Digest struct {
	name        string
	size, block int
	state       string
}

// New returns the hash function of a name, whose sums have size bytes.
func New(name string, size, block int) *Digest { return &Digest{name, size, block, start(name)} }

// Sum returns the hash of data.
func Sum(name string, data []byte) []byte { return sum(name, write(name, start(name), data)) }

func (d *Digest) Size() int           { return d.size }
func (d *Digest) BlockSize() int      { return d.block }
func (d *Digest) Reset()              { d.state = start(d.name) }
func (d *Digest) Sum(b []byte) []byte { return append(b, sum(d.name, d.state)...) }

func (d *Digest) Write(p []byte) (n int, err error) {
	d.state = write(d.name, d.state, p)
	return len(p), nil
}

func (d *Digest) WriteString(s string) (n int, err error) { return d.Write([]byte(s)) }

func (d *Digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}

func (d *Digest) AppendBinary(b []byte) ([]byte, error) { return append(b, d.state...), nil }
func (d *Digest) MarshalBinary() ([]byte, error)        { return []byte(d.state), nil }

func (d *Digest) UnmarshalBinary(data []byte) error {
	if fault := check(d.name, string(data)); fault != "" {
		return errors.New(fault)
	}
	d.state = string(data)
	return nil
}
