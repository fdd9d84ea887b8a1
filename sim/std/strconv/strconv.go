//go:build gopherscope

// Package strconv converts between values and text, by the host's package; what can fail
// is checked here.
package strconv

import "errors"

// IntSize is the number of bits in an int.
const IntSize = 64

// What a NumError wraps.
var (
	ErrRange  = errors.New("value out of range")
	ErrSyntax = errors.New("invalid syntax")
)

// A NumError says which conversion of which text failed.
type NumError struct {
	Func string
	Num  string
	Err  error
}

func (e *NumError) Error() string {
	return "strconv." + e.Func + ": parsing " + Quote(e.Num) + ": " + e.Err.Error()
}

func (e *NumError) Unwrap() error { return e.Err }

// The faults that the host's functions report.
const (
	faultNone = iota
	faultSyntax
	faultRange
	faultBase
	faultBits
)

// numError makes an error of a fault.
func numError(fn, num string, fault, base, bits int) error {
	switch fault {
	case faultNone:
		return nil
	case faultSyntax:
		return &NumError{fn, num, ErrSyntax}
	case faultRange:
		return &NumError{fn, num, ErrRange}
	case faultBase:
		return &NumError{fn, num, errors.New("invalid base " + Itoa(base))}
	}
	return &NumError{fn, num, errors.New("invalid bit size " + Itoa(bits))}
}

func parseInt(s string, base, bits int) (i int64, fault int)
func parseUint(s string, base, bits int) (u uint64, fault int)
func parseFloat(s string, bits int) (f float64, fault int)
func parseComplex(s string, bits int) (c complex128, fault int)

// Atoi reads a decimal int.
func Atoi(s string) (int, error) {
	i, fault := parseInt(s, 10, 0)
	return int(i), numError("Atoi", s, fault, 10, 0)
}

func ParseInt(s string, base, bitSize int) (i int64, err error) {
	i, fault := parseInt(s, base, bitSize)
	return i, numError("ParseInt", s, fault, base, bitSize)
}

func ParseUint(s string, base, bitSize int) (uint64, error) {
	u, fault := parseUint(s, base, bitSize)
	return u, numError("ParseUint", s, fault, base, bitSize)
}

func ParseFloat(s string, bitSize int) (float64, error) {
	f, fault := parseFloat(s, bitSize)
	return f, numError("ParseFloat", s, fault, 0, bitSize)
}

func ParseComplex(s string, bitSize int) (complex128, error) {
	c, fault := parseComplex(s, bitSize)
	return c, numError("ParseComplex", s, fault, 0, bitSize)
}

func ParseBool(str string) (bool, error) {
	switch str {
	case "1", "t", "T", "true", "TRUE", "True":
		return true, nil
	case "0", "f", "F", "false", "FALSE", "False":
		return false, nil
	}
	return false, numError("ParseBool", str, faultSyntax, 0, 0)
}

// FormatInt and FormatUint are the host's, for a base that they accept.
func formatInt(i int64, base int) string
func formatUint(u uint64, base int) string

func checkBase(base int) {
	if base < 2 || base > 36 {
		panic("strconv: illegal AppendInt/FormatInt base")
	}
}

func Itoa(i int) string { return formatInt(int64(i), 10) }

func FormatInt(i int64, base int) string {
	checkBase(base)
	return formatInt(i, base)
}

func FormatUint(i uint64, base int) string {
	checkBase(base)
	return formatUint(i, base)
}

func FormatBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// tooPrecise bounds the digits that the host is asked for.
const tooPrecise = 1 << 20

func formatFloat(f float64, format byte, prec, bitSize int) string
func formatComplex(c complex128, format byte, prec, bitSize int) string

func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	if bitSize != 32 && bitSize != 64 {
		panic("strconv: illegal AppendFloat/FormatFloat bitSize")
	}
	return formatFloat(f, fmt, min(prec, tooPrecise), bitSize)
}

func FormatComplex(c complex128, fmt byte, prec, bitSize int) string {
	if bitSize != 64 && bitSize != 128 {
		panic("invalid bitSize")
	}
	return formatComplex(c, fmt, min(prec, tooPrecise), bitSize)
}

// The host's functions.
func CanBackquote(s string) bool
func IsGraphic(r rune) bool
func IsPrint(r rune) bool
func Quote(s string) string
func QuoteRune(r rune) string
func QuoteRuneToASCII(r rune) string
func QuoteRuneToGraphic(r rune) string
func QuoteToASCII(s string) string
func QuoteToGraphic(s string) string
func unquote(s string) (t string, ok bool)
func unquoteChar(s string, quote byte) (value rune, multibyte bool, tail string, ok bool)
func quotedPrefix(s string) (prefix string, ok bool)

func Unquote(s string) (string, error) {
	t, ok := unquote(s)
	if !ok {
		return "", ErrSyntax
	}
	return t, nil
}

func UnquoteChar(s string, quote byte) (value rune, multibyte bool, tail string, err error) {
	value, multibyte, tail, ok := unquoteChar(s, quote)
	if !ok {
		err = ErrSyntax
	}
	return value, multibyte, tail, err
}

func QuotedPrefix(s string) (string, error) {
	prefix, ok := quotedPrefix(s)
	if !ok {
		return "", ErrSyntax
	}
	return prefix, nil
}

// Each Append function appends to dst what the function without Append returns.
func AppendBool(dst []byte, b bool) []byte             { return append(dst, FormatBool(b)...) }
func AppendInt(dst []byte, i int64, base int) []byte   { return append(dst, FormatInt(i, base)...) }
func AppendUint(dst []byte, i uint64, base int) []byte { return append(dst, FormatUint(i, base)...) }
func AppendQuote(dst []byte, s string) []byte          { return append(dst, Quote(s)...) }
func AppendQuoteToASCII(dst []byte, s string) []byte   { return append(dst, QuoteToASCII(s)...) }
func AppendQuoteToGraphic(dst []byte, s string) []byte { return append(dst, QuoteToGraphic(s)...) }
func AppendQuoteRune(dst []byte, r rune) []byte        { return append(dst, QuoteRune(r)...) }
func AppendQuoteRuneToASCII(dst []byte, r rune) []byte { return append(dst, QuoteRuneToASCII(r)...) }
func AppendQuoteRuneToGraphic(dst []byte, r rune) []byte {
	return append(dst, QuoteRuneToGraphic(r)...)
}
func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	return append(dst, FormatFloat(f, fmt, prec, bitSize)...)
}
