//go:build gopherscope

// Package big computes with numbers of any size, by the host's package: a number is in the
// program's memory, and each operation hands copies over.
//
// Simplified: numbers of more than some million digits are refused with a panic; GobEncode
// of an Int and a Rat is missing.
package big

import (
	"errors"
	"fmt"
	"io"
	"math/rand"
	"strings"
)

// A Word is a digit of an Int.
type Word uint

// MaxBase is the largest base of texts.
const MaxBase = 62

// An Int is an integer; its zero value is 0.
type Int struct {
	neg bool
	abs []Word // the lowest first, the last is not 0
}

// The host's functions. They carry an Int as its words and its sign.

// binary does an operation of two numbers by its name.
func binary(op string, x []Word, xneg bool, y []Word, yneg bool) (z []Word, zneg, ok bool)

// division returns quotient and remainder, of Euclid or truncated.
func division(euclid bool, x []Word, xneg bool, y []Word, yneg bool) (q []Word, qneg bool, r []Word, rneg bool)

// shift does Lsh, Rsh and SetBit.
func shift(op string, x []Word, neg bool, n uint) (z []Word, zneg bool)
func exp(x []Word, xneg bool, y []Word, yneg bool, m []Word, mneg, modulo bool) (z []Word, zneg, ok bool)
func gcd(a []Word, aneg bool, b []Word, bneg bool) (d, x []Word, xneg bool, y []Word, yneg bool)
func small(op string, a, b int64) (z []Word, zneg bool)
func parse(s string, base int) (z []Word, neg, ok bool)
func text(x []Word, neg bool, base int) string
func format(spec string, x []Word, neg bool) string
func compare(x []Word, xneg bool, y []Word, yneg bool) int
func toBytes(x []Word) []byte
func fromBytes(b []byte) []Word
func probablyPrime(x []Word, neg bool, n int) bool
func toFloat64(x []Word, neg bool) (f float64, accuracy int)
func jacobi(x []Word, xneg bool, y []Word, yneg bool) int
func bitLen(x []Word) int
func trailingZeros(x []Word) uint
func bit(x []Word, neg bool, i int) uint

// set gives z the value of words.
func (z *Int) set(abs []Word, neg bool) *Int {
	z.abs, z.neg = abs, neg
	return z
}

func (z *Int) binary(op string, x, y *Int) *Int {
	abs, neg, _ := binary(op, x.abs, x.neg, y.abs, y.neg)
	return z.set(abs, neg)
}

// NewInt returns a new Int of value x.
func NewInt(x int64) *Int { return new(Int).SetInt64(x) }

func (z *Int) SetInt64(x int64) *Int {
	if x < 0 {
		z.SetUint64(-uint64(x))
		z.neg = true
		return z
	}
	return z.SetUint64(uint64(x))
}

func (z *Int) SetUint64(x uint64) *Int {
	if x == 0 {
		return z.set(z.abs[:0], false)
	}
	return z.set(append(z.abs[:0], Word(x)), false)
}

func (z *Int) Set(x *Int) *Int {
	if z != x {
		z.set(append(z.abs[:0], x.abs...), x.neg)
	}
	return z
}

// Bits returns the words of |x|, and SetBits makes z of words; they share memory.
func (x *Int) Bits() []Word { return x.abs }

func (z *Int) SetBits(abs []Word) *Int {
	for len(abs) > 0 && abs[len(abs)-1] == 0 {
		abs = abs[:len(abs)-1]
	}
	return z.set(abs, false)
}

func (x *Int) Sign() int {
	switch {
	case len(x.abs) == 0:
		return 0
	case x.neg:
		return -1
	}
	return 1
}

func (z *Int) Abs(x *Int) *Int {
	z.Set(x)
	z.neg = false
	return z
}

func (z *Int) Neg(x *Int) *Int {
	z.Set(x)
	z.neg = len(z.abs) > 0 && !z.neg
	return z
}

// Arithmetic: z is set to the result and returned.

func (z *Int) Add(x, y *Int) *Int    { return z.binary("Add", x, y) }
func (z *Int) Sub(x, y *Int) *Int    { return z.binary("Sub", x, y) }
func (z *Int) Mul(x, y *Int) *Int    { return z.binary("Mul", x, y) }
func (z *Int) Quo(x, y *Int) *Int    { return z.binary("Quo", x, y) }
func (z *Int) Rem(x, y *Int) *Int    { return z.binary("Rem", x, y) }
func (z *Int) Div(x, y *Int) *Int    { return z.binary("Div", x, y) }
func (z *Int) Mod(x, y *Int) *Int    { return z.binary("Mod", x, y) }
func (z *Int) And(x, y *Int) *Int    { return z.binary("And", x, y) }
func (z *Int) AndNot(x, y *Int) *Int { return z.binary("AndNot", x, y) }
func (z *Int) Or(x, y *Int) *Int     { return z.binary("Or", x, y) }
func (z *Int) Xor(x, y *Int) *Int    { return z.binary("Xor", x, y) }
func (z *Int) Not(x *Int) *Int       { return z.binary("Not", x, x) }
func (z *Int) Sqrt(x *Int) *Int      { return z.binary("Sqrt", x, x) }

func (z *Int) MulRange(a, b int64) *Int { return z.set(small("MulRange", a, b)) }
func (z *Int) Binomial(n, k int64) *Int { return z.set(small("Binomial", n, k)) }

// QuoRem truncates, DivMod is Euclid's.
func (z *Int) QuoRem(x, y, r *Int) (*Int, *Int) { return z.division(false, x, y, r) }
func (z *Int) DivMod(x, y, m *Int) (*Int, *Int) { return z.division(true, x, y, m) }

func (z *Int) division(euclid bool, x, y, r *Int) (*Int, *Int) {
	q, qneg, rem, rneg := division(euclid, x.abs, x.neg, y.abs, y.neg)
	return z.set(q, qneg), r.set(rem, rneg)
}

func (z *Int) Lsh(x *Int, n uint) *Int { return z.set(shift("Lsh", x.abs, x.neg, n)) }
func (z *Int) Rsh(x *Int, n uint) *Int { return z.set(shift("Rsh", x.abs, x.neg, n)) }

// SetBit sets z to x with bit i set to b.
func (z *Int) SetBit(x *Int, i int, b uint) *Int {
	if i < 0 {
		panic("negative bit index")
	}
	switch b {
	case 0:
		return z.set(shift("clear", x.abs, x.neg, uint(i)))
	case 1:
		return z.set(shift("set", x.abs, x.neg, uint(i)))
	}
	panic("set bit is not 0 or 1")
}

func (x *Int) Bit(i int) uint {
	if i < 0 {
		panic("negative bit index")
	}
	return bit(x.abs, x.neg, i)
}

func (x *Int) BitLen() int            { return bitLen(x.abs) }
func (x *Int) TrailingZeroBits() uint { return trailingZeros(x.abs) }

// Exp sets z to x**y mod |m|, without mod if m is nil or 0. It returns nil if y < 0 and x
// and m have a common factor.
func (z *Int) Exp(x, y, m *Int) *Int {
	var mod Int
	if m != nil {
		mod = *m
	}
	abs, neg, ok := exp(x.abs, x.neg, y.abs, y.neg, mod.abs, mod.neg, m != nil)
	if !ok {
		return nil
	}
	return z.set(abs, neg)
}

// GCD sets z to the greatest common divisor of a and b, and x and y, if not nil, so that
// z = a*x + b*y.
func (z *Int) GCD(x, y, a, b *Int) *Int {
	d, xabs, xneg, yabs, yneg := gcd(a.abs, a.neg, b.abs, b.neg)
	if x != nil {
		x.set(xabs, xneg)
	}
	if y != nil {
		y.set(yabs, yneg)
	}
	return z.set(d, false)
}

// ModInverse returns nil, and leaves z, if g and n have a common factor.
func (z *Int) ModInverse(g, n *Int) *Int { return z.partial("ModInverse", g, n) }

// ModSqrt returns nil, and leaves z, if x is no square mod p.
func (z *Int) ModSqrt(x, p *Int) *Int { return z.partial("ModSqrt", x, p) }

func (z *Int) partial(op string, x, y *Int) *Int {
	abs, neg, ok := binary(op, x.abs, x.neg, y.abs, y.neg)
	if !ok {
		return nil
	}
	return z.set(abs, neg)
}

func Jacobi(x, y *Int) int { return jacobi(x.abs, x.neg, y.abs, y.neg) }

// ProbablyPrime tells whether x is prime, wrongly at most once in 4**n times.
func (x *Int) ProbablyPrime(n int) bool { return probablyPrime(x.abs, x.neg, n) }

// Rand sets z to a random number from 0 to n-1.
func (z *Int) Rand(rnd *rand.Rand, n *Int) *Int {
	if n.neg || len(n.abs) == 0 {
		return z.set(nil, false)
	}
	words := make([]Word, len(n.abs))
	top := bitLen(n.abs[len(n.abs)-1:])
	for {
		for i := range words {
			words[i] = Word(rnd.Uint32()) | Word(rnd.Uint32())<<32
		}
		words[len(words)-1] &= ^Word(0) >> (64 - top)
		z.SetBits(words)
		if z.CmpAbs(n) < 0 {
			return z
		}
	}
}

func (x *Int) Cmp(y *Int) (r int) {
	if x == y {
		return 0
	}
	return compare(x.abs, x.neg, y.abs, y.neg)
}

func (x *Int) CmpAbs(y *Int) int { return compare(x.abs, false, y.abs, false) }

func (x *Int) low() uint64 {
	if len(x.abs) == 0 {
		return 0
	}
	return uint64(x.abs[0])
}

// Int64 and Uint64 are undefined where IsInt64 and IsUint64 are false.
func (x *Int) Int64() int64 {
	if x.neg {
		return -int64(x.low())
	}
	return int64(x.low())
}

func (x *Int) Uint64() uint64 { return x.low() }

func (x *Int) IsInt64() bool {
	return len(x.abs) <= 1 && (x.low() < 1<<63 || x.neg && x.low() == 1<<63)
}

func (x *Int) IsUint64() bool { return len(x.abs) <= 1 && !x.neg }

func (x *Int) Float64() (float64, Accuracy) {
	f, accuracy := toFloat64(x.abs, x.neg)
	return f, Accuracy(accuracy)
}

// Bytes returns |x|, the highest byte first; SetBytes reads it.
func (x *Int) Bytes() []byte { return toBytes(x.abs) }

func (z *Int) SetBytes(buf []byte) *Int { return z.set(fromBytes(buf), false) }

func (x *Int) FillBytes(buf []byte) []byte {
	b := toBytes(x.abs)
	if len(b) > len(buf) {
		panic("math/big: buffer too small to fit value")
	}
	clear(buf)
	copy(buf[len(buf)-len(b):], b)
	return buf
}

// SetString reads a number in a base, 0 for one with a prefix.
func (z *Int) SetString(s string, base int) (*Int, bool) {
	abs, neg, ok := parse(s, base)
	if !ok {
		return nil, false
	}
	return z.set(abs, neg), true
}

func (x *Int) Text(base int) string {
	if x == nil {
		return "<nil>"
	}
	return text(x.abs, x.neg, base)
}

func (x *Int) String() string                     { return x.Text(10) }
func (x *Int) Append(buf []byte, base int) []byte { return append(buf, x.Text(base)...) }

// Format prints with the verbs of integers.
func (x *Int) Format(s fmt.State, ch rune) {
	switch {
	case !strings.ContainsRune("bodsvxXO", ch):
		fmt.Fprintf(s, "%%!%c(big.Int=%s)", ch, x.String())
	case x == nil:
		io.WriteString(s, "<nil>")
	default:
		io.WriteString(s, format(fmt.FormatString(s, ch), x.abs, x.neg))
	}
}

// Scan reads a number in the base of the verb.
func (z *Int) Scan(s fmt.ScanState, ch rune) error {
	base := 0
	switch ch {
	case 'b':
		base = 2
	case 'o':
		base = 8
	case 'd':
		base = 10
	case 'x', 'X':
		base = 16
	case 's', 'v':
	default:
		return errors.New("Int.Scan: invalid verb")
	}
	token, err := s.Token(true, func(c rune) bool {
		digit := MaxBase
		switch {
		case '0' <= c && c <= '9':
			digit = int(c - '0')
		case 'a' <= c && c <= 'z':
			digit = int(c-'a') + 10
		case 'A' <= c && c <= 'Z':
			digit = int(c-'A') + 10
		}
		return c == '+' || c == '-' || digit < base || base == 0 && (c == '_' || digit < MaxBase)
	})
	if err != nil {
		return err
	}
	if _, ok := z.SetString(string(token), base); !ok {
		if len(token) == 0 {
			return errors.New("number has no digits")
		}
		return errors.New("syntax error scanning number")
	}
	return nil
}

func (x *Int) AppendText(b []byte) (text []byte, err error) { return x.Append(b, 10), nil }

func (x *Int) MarshalText() (text []byte, err error) { return x.AppendText(nil) }

func (z *Int) UnmarshalText(text []byte) error {
	if _, ok := z.SetString(string(text), 0); !ok {
		return fmt.Errorf("math/big: cannot unmarshal %q into a *big.Int", text)
	}
	return nil
}

func (x *Int) MarshalJSON() ([]byte, error) {
	if x == nil {
		return []byte("null"), nil
	}
	return x.MarshalText()
}

func (z *Int) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return nil
	}
	return z.UnmarshalText(text)
}
