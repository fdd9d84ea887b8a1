//go:build gopherscope

package big

import (
	"errors"
	"fmt"
)

// A Rat is a quotient of integers; its zero value is 0.
type Rat struct {
	a Int // with the sign
	b Int // its words; none mean 1
}

// The host's functions. They carry a Rat as its text: numerator/denominator.

// ratio does an operation of two numbers by its name.
func ratio(op, x, y string) string
func parseRatio(s string) (x string, ok bool)
func ratioText(x string, prec int) string
func ratioOfFloat(f float64) (x string, ok bool)
func ratioToFloat(x string, bits int) (f float64, exact bool)
func ratioDigits(x string) (n int, exact bool)

func (x *Rat) denominator() *Int {
	if len(x.b.abs) == 0 {
		return NewInt(1)
	}
	return &Int{abs: x.b.abs}
}

func (x *Rat) text() string { return x.a.String() + "/" + x.denominator().String() }

// set gives z the value of a text from the host.
func (z *Rat) set(s string) *Rat {
	for i := range len(s) {
		if s[i] == '/' {
			z.a.SetString(s[:i], 10)
			z.b.SetString(s[i+1:], 10)
			return z
		}
	}
	return z
}

func (z *Rat) binary(op string, x, y *Rat) *Rat { return z.set(ratio(op, x.text(), y.text())) }

// NewRat returns a/b.
func NewRat(a, b int64) *Rat { return new(Rat).SetFrac64(a, b) }

func (z *Rat) SetFrac(a, b *Int) *Rat {
	if len(b.abs) == 0 {
		panic("division by zero")
	}
	return z.set(ratio("Quo", a.String()+"/1", b.String()+"/1"))
}

func (z *Rat) SetFrac64(a, b int64) *Rat { return z.SetFrac(NewInt(a), NewInt(b)) }

func (z *Rat) SetInt(x *Int) *Rat {
	z.a.Set(x)
	z.b.SetInt64(1)
	return z
}

func (z *Rat) SetInt64(x int64) *Rat   { return z.SetInt(NewInt(x)) }
func (z *Rat) SetUint64(x uint64) *Rat { return z.SetInt(new(Int).SetUint64(x)) }

func (z *Rat) Set(x *Rat) *Rat {
	if z != x {
		z.a.Set(&x.a)
		z.b.Set(x.denominator())
	}
	return z
}

// SetFloat64 sets z to exactly f, and returns nil if f is not finite.
func (z *Rat) SetFloat64(f float64) *Rat {
	s, ok := ratioOfFloat(f)
	if !ok {
		return nil
	}
	return z.set(s)
}

// SetString reads a/b, or a number with a decimal point and an exponent.
func (z *Rat) SetString(s string) (*Rat, bool) {
	t, ok := parseRatio(s)
	if !ok {
		return nil, false
	}
	return z.set(t), true
}

func (x *Rat) Num() *Int { return &x.a }

func (x *Rat) Denom() *Int {
	if len(x.b.abs) == 0 {
		return NewInt(1)
	}
	return &x.b
}

func (x *Rat) Sign() int   { return x.a.Sign() }
func (x *Rat) IsInt() bool { return len(x.b.abs) == 0 || len(x.b.abs) == 1 && x.b.abs[0] == 1 }

func (z *Rat) Abs(x *Rat) *Rat {
	z.Set(x)
	z.a.neg = false
	return z
}

func (z *Rat) Neg(x *Rat) *Rat {
	z.Set(x)
	z.a.Neg(&z.a)
	return z
}

// Inv panics if x is 0.
func (z *Rat) Inv(x *Rat) *Rat {
	if len(x.a.abs) == 0 {
		panic("division by zero")
	}
	return z.binary("Quo", NewRat(1, 1), x)
}

func (z *Rat) Add(x, y *Rat) *Rat { return z.binary("Add", x, y) }
func (z *Rat) Sub(x, y *Rat) *Rat { return z.binary("Sub", x, y) }
func (z *Rat) Mul(x, y *Rat) *Rat { return z.binary("Mul", x, y) }
func (z *Rat) Quo(x, y *Rat) *Rat { return z.binary("Quo", x, y) }

func (x *Rat) Cmp(y *Rat) int {
	var d Rat
	return d.Sub(x, y).Sign()
}

func (x *Rat) Float64() (f float64, exact bool) { return ratioToFloat(x.text(), 64) }

func (x *Rat) Float32() (f float32, exact bool) {
	g, exact := ratioToFloat(x.text(), 32)
	return float32(g), exact
}

// FloatPrec returns the digits after the decimal point that do not repeat, and whether there
// are no others.
func (x *Rat) FloatPrec() (n int, exact bool) { return ratioDigits(x.text()) }

func (x *Rat) String() string { return x.text() }

// RatString is String without a denominator of 1.
func (x *Rat) RatString() string {
	if x.IsInt() {
		return x.a.String()
	}
	return x.text()
}

// FloatString returns x with prec digits after the decimal point, rounded.
func (x *Rat) FloatString(prec int) string { return ratioText(x.text(), prec) }

func (z *Rat) Scan(s fmt.ScanState, ch rune) error {
	token, err := s.Token(true, func(c rune) bool {
		return c == '+' || c == '-' || c == '/' || c == '.' || c == 'e' || c == 'E' || c == 'p' || c == 'x' || c == '_' || '0' <= c && c <= '9'
	})
	if err != nil {
		return err
	}
	if ch != 'e' && ch != 'f' && ch != 'g' && ch != 'E' && ch != 'F' && ch != 'G' && ch != 'v' {
		return errors.New("Rat.Scan: invalid verb")
	}
	if _, ok := z.SetString(string(token)); !ok {
		return errors.New("Rat.Scan: invalid syntax")
	}
	return nil
}

func (x *Rat) AppendText(b []byte) ([]byte, error) { return append(b, x.RatString()...), nil }

func (x *Rat) MarshalText() (text []byte, err error) { return x.AppendText(nil) }

func (z *Rat) UnmarshalText(text []byte) error {
	if _, ok := z.SetString(string(text)); !ok {
		return fmt.Errorf("math/big: cannot unmarshal %q into a *big.Rat", text)
	}
	return nil
}
