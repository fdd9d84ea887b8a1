package std

import (
	"encoding/binary"
	"errors"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// textNatives are the natives of strings, strconv, unicode and unicode/utf8.
var textNatives = map[string]any{
	"strings.Compare":            strings.Compare,
	"strings.Count":              strings.Count,
	"strings.EqualFold":          strings.EqualFold,
	"strings.IndexRune":          strings.IndexRune,
	"strings.LastIndex":          strings.LastIndex,
	"strings.LastIndexByte":      strings.LastIndexByte,
	"strings.ToLower":            strings.ToLower,
	"strings.ToTitle":            strings.ToTitle,
	"strings.ToUpper":            strings.ToUpper,
	"strconv.CanBackquote":       strconv.CanBackquote,
	"strconv.IsGraphic":          strconv.IsGraphic,
	"strconv.IsPrint":            strconv.IsPrint,
	"strconv.Quote":              strconv.Quote,
	"strconv.QuoteRune":          strconv.QuoteRune,
	"strconv.QuoteRuneToASCII":   strconv.QuoteRuneToASCII,
	"strconv.QuoteRuneToGraphic": strconv.QuoteRuneToGraphic,
	"strconv.QuoteToASCII":       strconv.QuoteToASCII,
	"strconv.QuoteToGraphic":     strconv.QuoteToGraphic,
	"unicode.IsControl":          unicode.IsControl,
	"unicode.IsDigit":            unicode.IsDigit,
	"unicode.IsGraphic":          unicode.IsGraphic,
	"unicode.IsLetter":           unicode.IsLetter,
	"unicode.IsLower":            unicode.IsLower,
	"unicode.IsMark":             unicode.IsMark,
	"unicode.IsNumber":           unicode.IsNumber,
	"unicode.IsPrint":            unicode.IsPrint,
	"unicode.IsPunct":            unicode.IsPunct,
	"unicode.IsSpace":            unicode.IsSpace,
	"unicode.IsSymbol":           unicode.IsSymbol,
	"unicode.IsTitle":            unicode.IsTitle,
	"unicode.IsUpper":            unicode.IsUpper,
	"unicode.SimpleFold":         unicode.SimpleFold,
	"unicode.To":                 unicode.To,
	"unicode.ToLower":            unicode.ToLower,
	"unicode.ToTitle":            unicode.ToTitle,
	"unicode.ToUpper":            unicode.ToUpper,

	"strconv.parseInt":      parseInt,
	"strconv.parseUint":     parseUint,
	"strconv.parseFloat":    parseFloat,
	"strconv.parseComplex":  parseComplex,
	"strconv.formatInt":     strconv.FormatInt,
	"strconv.formatUint":    strconv.FormatUint,
	"strconv.formatFloat":   strconv.FormatFloat,
	"strconv.formatComplex": strconv.FormatComplex,
	"strconv.unquote":       unquote,
	"strconv.unquoteChar":   unquoteChar,
	"strconv.quotedPrefix":  quotedPrefix,

	"unicode.ranges":     ranges,
	"unicode.caseRanges": caseRanges,

	"path.Base":  path.Base,
	"path.Clean": path.Clean,
	"path.Dir":   path.Dir,
	"path.Ext":   path.Ext,
	"path.IsAbs": path.IsAbs,
	"path.Split": path.Split,
	"path.match": match,

	"unicode/utf8.fullRune":          utf8.FullRuneInString,
	"unicode/utf8.decodeRune":        utf8.DecodeRuneInString,
	"unicode/utf8.decodeLastRune":    utf8.DecodeLastRuneInString,
	"unicode/utf8.RuneLen":           utf8.RuneLen,
	"unicode/utf8.RuneCount":         utf8.RuneCount,
	"unicode/utf8.RuneCountInString": utf8.RuneCountInString,
	"unicode/utf8.Valid":             utf8.Valid,
	"unicode/utf8.ValidString":       utf8.ValidString,
	"unicode/utf8.ValidRune":         utf8.ValidRune,
}

// The faults of a conversion, as the stub of strconv numbers them.
const (
	faultNone = iota
	faultSyntax
	faultRange
	faultBase
	faultBits
)

// fault returns the number of an error of strconv's.
func fault(err error, base int) int {
	switch {
	case err == nil:
		return faultNone
	case errors.Is(err, strconv.ErrRange):
		return faultRange
	case errors.Is(err, strconv.ErrSyntax):
		return faultSyntax
	case base == 0 || 2 <= base && base <= 36:
		return faultBits
	}
	return faultBase
}

func parseInt(s string, base, bits int) (int64, int) {
	i, err := strconv.ParseInt(s, base, bits)
	return i, fault(err, base)
}

func parseUint(s string, base, bits int) (uint64, int) {
	u, err := strconv.ParseUint(s, base, bits)
	return u, fault(err, base)
}

func parseFloat(s string, bits int) (float64, int) {
	f, err := strconv.ParseFloat(s, bits)
	return f, fault(err, 10)
}

func parseComplex(s string, bits int) (complex128, int) {
	c, err := strconv.ParseComplex(s, bits)
	return c, fault(err, 10)
}

func unquote(s string) (string, bool) {
	t, err := strconv.Unquote(s)
	return t, err == nil
}

func unquoteChar(s string, quote byte) (rune, bool, string, bool) {
	r, multibyte, tail, err := strconv.UnquoteChar(s, quote)
	return r, multibyte, tail, err == nil
}

func quotedPrefix(s string) (string, bool) {
	prefix, err := strconv.QuotedPrefix(s)
	return prefix, err == nil
}

// ranges returns a table of the host's package unicode, by its name there or as FoldCategory/NAME
// and FoldScript/NAME: how many numbers R16 has, those, and R32's, 4 bytes each.
func ranges(name string) string {
	var t *unicode.RangeTable
	if folded, ok := strings.CutPrefix(name, "FoldCategory/"); ok {
		t = unicode.FoldCategory[folded]
	} else if folded, ok := strings.CutPrefix(name, "FoldScript/"); ok {
		t = unicode.FoldScript[folded]
	} else {
		for _, tables := range []map[string]*unicode.RangeTable{unicode.Categories, unicode.Scripts, unicode.Properties} {
			if t == nil {
				t = tables[name]
			}
		}
	}
	if t == nil {
		panic("unicode: no table " + name)
	}
	b := binary.LittleEndian.AppendUint32(nil, uint32(3*len(t.R16)))
	for _, r := range t.R16 {
		for _, x := range []uint16{r.Lo, r.Hi, r.Stride} {
			b = binary.LittleEndian.AppendUint32(b, uint32(x))
		}
	}
	for _, r := range t.R32 {
		for _, x := range []uint32{r.Lo, r.Hi, r.Stride} {
			b = binary.LittleEndian.AppendUint32(b, x)
		}
	}
	return string(b)
}

// caseRanges returns CaseRanges or TurkishCase of the host's package unicode, five numbers of 4
// bytes a range.
func caseRanges(name string) string {
	list := unicode.CaseRanges
	if name == "TurkishCase" {
		list = unicode.TurkishCase
	}
	var b []byte
	for _, c := range list {
		for _, x := range []uint32{c.Lo, c.Hi, uint32(c.Delta[0]), uint32(c.Delta[1]), uint32(c.Delta[2])} {
			b = binary.LittleEndian.AppendUint32(b, x)
		}
	}
	return string(b)
}

// match is path.Match; ok is false if the pattern is malformed.
func match(pattern, name string) (matched, ok bool) {
	matched, err := path.Match(pattern, name)
	return matched, err == nil
}
