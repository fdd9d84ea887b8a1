//go:build gopherscope

package big

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
)

// Limits of Floats.
const (
	MaxExp  = math.MaxInt32
	MinExp  = math.MinInt32
	MaxPrec = math.MaxUint32
)

// A RoundingMode says how a result that has too many bits is rounded.
type RoundingMode byte

const (
	ToNearestEven RoundingMode = iota
	ToNearestAway
	ToZero
	AwayFromZero
	ToNegativeInf
	ToPositiveInf
)

func (i RoundingMode) String() string {
	names := [...]string{"ToNearestEven", "ToNearestAway", "ToZero", "AwayFromZero", "ToNegativeInf", "ToPositiveInf"}
	if int(i) < len(names) {
		return names[i]
	}
	return "RoundingMode(" + strconv.Itoa(int(i)) + ")"
}

// An Accuracy tells where a rounded result lies from the exact one.
type Accuracy int8

const (
	Below Accuracy = -1
	Exact Accuracy = 0
	Above Accuracy = +1
)

func (i Accuracy) String() string {
	switch i {
	case Below:
		return "Below"
	case Exact:
		return "Exact"
	case Above:
		return "Above"
	}
	return "Accuracy(" + strconv.Itoa(int(i)) + ")"
}

// An ErrNaN is what an operation panics with whose result would be no number.
type ErrNaN struct{ msg string }

func (err ErrNaN) Error() string { return err.msg }

// A Float is a number of a precision of bits, with a rounding mode; its zero value is 0 and
// takes the precision of what it is set to.
type Float struct {
	state string // in the form that the host's GobEncode gives
}

// The host's functions carry a Float as its state.

// float does an operation on z by its name; nan is the text of an ErrNaN, or of the error
// of GobDecode.
func float(op, z, x, y string, n int64, f float64) (state, nan string)

// ask answers a question about x by its name.
func ask(op, x, y string) int64
func floatParse(z, s string, base int) (state string, b int, fault string)
func floatText(x string, format byte, prec int) string
func floatFormat(spec, x string) string
func floatToFloat(x string, bits int) (f float64, accuracy int)
func floatToInt(x string) (i string, accuracy int)
func floatToRat(x string) (r string, accuracy int)
func floatOfText(z, op, s string) string

func (z *Float) op(op string, x, y *Float, n int64, f float64) *Float {
	var xs, ys string
	if x != nil {
		xs = x.state
	}
	if y != nil {
		ys = y.state
	}
	state, nan := float(op, z.state, xs, ys, n, f)
	if nan != "" {
		panic(ErrNaN{nan})
	}
	z.state = state
	return z
}

// NewFloat panics with an ErrNaN if x is no number.
func NewFloat(x float64) *Float {
	if x != x {
		panic(ErrNaN{"NewFloat(NaN)"})
	}
	return new(Float).SetFloat64(x)
}

func (z *Float) SetPrec(prec uint) *Float         { return z.op("SetPrec", nil, nil, int64(prec), 0) }
func (z *Float) SetMode(mode RoundingMode) *Float { return z.op("SetMode", nil, nil, int64(mode), 0) }
func (z *Float) SetFloat64(x float64) *Float      { return z.op("SetFloat64", nil, nil, 0, x) }
func (z *Float) SetInt64(x int64) *Float          { return z.op("SetInt64", nil, nil, x, 0) }
func (z *Float) SetUint64(x uint64) *Float        { return z.op("SetUint64", nil, nil, int64(x), 0) }
func (z *Float) Set(x *Float) *Float              { return z.op("Set", x, nil, 0, 0) }
func (z *Float) Abs(x *Float) *Float              { return z.op("Abs", x, nil, 0, 0) }
func (z *Float) Neg(x *Float) *Float              { return z.op("Neg", x, nil, 0, 0) }
func (z *Float) Sqrt(x *Float) *Float             { return z.op("Sqrt", x, nil, 0, 0) }
func (z *Float) Add(x, y *Float) *Float           { return z.op("Add", x, y, 0, 0) }
func (z *Float) Sub(x, y *Float) *Float           { return z.op("Sub", x, y, 0, 0) }
func (z *Float) Mul(x, y *Float) *Float           { return z.op("Mul", x, y, 0, 0) }
func (z *Float) Quo(x, y *Float) *Float           { return z.op("Quo", x, y, 0, 0) }

func (z *Float) SetMantExp(mant *Float, exp int) *Float {
	return z.op("SetMantExp", mant, nil, int64(exp), 0)
}

func (z *Float) SetInf(signbit bool) *Float {
	sign := 1
	if signbit {
		sign = -1
	}
	return z.op("SetInf", nil, nil, int64(sign), 0)
}

func (z *Float) SetInt(x *Int) *Float {
	z.state = floatOfText(z.state, "SetInt", x.String())
	return z
}

func (z *Float) SetRat(x *Rat) *Float {
	z.state = floatOfText(z.state, "SetRat", x.String())
	return z
}

// Copy makes z the same as x, with its precision, mode and accuracy.
func (z *Float) Copy(x *Float) *Float {
	z.state = x.state
	return z
}

func (x *Float) Prec() uint         { return uint(ask("Prec", x.state, "")) }
func (x *Float) MinPrec() uint      { return uint(ask("MinPrec", x.state, "")) }
func (x *Float) Mode() RoundingMode { return RoundingMode(ask("Mode", x.state, "")) }
func (x *Float) Acc() Accuracy      { return Accuracy(ask("Acc", x.state, "")) }
func (x *Float) Sign() int          { return int(ask("Sign", x.state, "")) }
func (x *Float) Signbit() bool      { return ask("Signbit", x.state, "") != 0 }
func (x *Float) IsInf() bool        { return ask("IsInf", x.state, "") != 0 }
func (x *Float) IsInt() bool        { return ask("IsInt", x.state, "") != 0 }
func (x *Float) Cmp(y *Float) int   { return int(ask("Cmp", x.state, y.state)) }

// MantExp splits x into a mantissa of at least 0.5 and below 1, and an exponent.
func (x *Float) MantExp(mant *Float) (exp int) {
	exp = int(ask("MantExp", x.state, ""))
	if mant != nil {
		mant.op("mantissa", x, nil, 0, 0)
	}
	return exp
}

func (x *Float) Int64() (int64, Accuracy) {
	return ask("Int64", x.state, ""), Accuracy(ask("Int64 accuracy", x.state, ""))
}

func (x *Float) Uint64() (uint64, Accuracy) {
	return uint64(ask("Uint64", x.state, "")), Accuracy(ask("Uint64 accuracy", x.state, ""))
}

func (x *Float) Float64() (float64, Accuracy) {
	f, accuracy := floatToFloat(x.state, 64)
	return f, Accuracy(accuracy)
}

func (x *Float) Float32() (float32, Accuracy) {
	f, accuracy := floatToFloat(x.state, 32)
	return float32(f), Accuracy(accuracy)
}

// Int and Rat return nil for an infinity. A nil z stands for a new one.
func (x *Float) Int(z *Int) (*Int, Accuracy) {
	s, accuracy := floatToInt(x.state)
	if s == "" {
		return nil, Accuracy(accuracy)
	}
	if z == nil {
		z = new(Int)
	}
	z.SetString(s, 10)
	return z, Accuracy(accuracy)
}

func (x *Float) Rat(z *Rat) (*Rat, Accuracy) {
	s, accuracy := floatToRat(x.state)
	if s == "" {
		return nil, Accuracy(accuracy)
	}
	if z == nil {
		z = new(Rat)
	}
	return z.set(s), Accuracy(accuracy)
}

// Parse reads a number in a base, 0 for one with a prefix.
func (z *Float) Parse(s string, base int) (f *Float, b int, err error) {
	state, b, fault := floatParse(z.state, s, base)
	switch fault {
	case "":
		z.state = state
		return z, b, nil
	case "EOF":
		return nil, b, io.EOF
	}
	return nil, b, errors.New(fault)
}

func ParseFloat(s string, base int, prec uint, mode RoundingMode) (f *Float, b int, err error) {
	return new(Float).SetPrec(prec).SetMode(mode).Parse(s, base)
}

func (z *Float) SetString(s string) (*Float, bool) {
	if f, _, err := z.Parse(s, 0); err == nil {
		return f, true
	}
	return nil, false
}

func (x *Float) Text(format byte, prec int) string { return floatText(x.state, format, prec) }
func (x *Float) String() string                    { return x.Text('g', 10) }

func (x *Float) Append(buf []byte, fmt byte, prec int) []byte {
	return append(buf, x.Text(fmt, prec)...)
}

// Format prints with the verbs of floats.
func (x *Float) Format(s fmt.State, format rune) {
	io.WriteString(s, floatFormat(fmt.FormatString(s, format), x.state))
}

func (z *Float) Scan(s fmt.ScanState, ch rune) error {
	token, err := s.Token(true, func(c rune) bool { return c > ' ' })
	if err != nil {
		return err
	}
	_, _, err = z.Parse(string(token), 0)
	return err
}

func (x *Float) AppendText(b []byte) ([]byte, error) {
	if x == nil {
		return append(b, "<nil>"...), nil
	}
	return x.Append(b, 'g', -1), nil
}

func (x *Float) MarshalText() (text []byte, err error) { return x.AppendText(nil) }

func (z *Float) UnmarshalText(text []byte) error {
	_, _, err := z.Parse(string(text), 0)
	if err != nil {
		err = fmt.Errorf("math/big: cannot unmarshal %q into a *big.Float (%v)", text, err)
	}
	return err
}

func (x *Float) GobEncode() ([]byte, error) {
	if x == nil {
		return nil, nil
	}
	state, _ := float("Copy", "", x.state, "", 0, 0) // that of a zero Float is longer than ""
	return []byte(state), nil
}

func (z *Float) GobDecode(buf []byte) error {
	state, fault := float("GobDecode", z.state, string(buf), "", 0, 0)
	if fault != "" {
		return errors.New(fault)
	}
	z.state = state
	return nil
}
