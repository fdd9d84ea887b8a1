package std_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func casesText(emit func(string)) {
	texts := []string{"", "a", "hello, world", "aaaa", "a,b,,c,", ",", "  lead and trail \t\n", "héllo wörld", "世界 こんにちは", "one two  three", "x\xffy\xfe\xfdz", "ab\r\ncd\nef", "Title case_it's", "\u2003wide\u00a0space"}
	seps := []string{"", ",", "a", "aa", "l", "o w", "界", " ", "\n", "zz"}
	vowel := func(r rune) bool { return strings.ContainsRune("aeiouéö", r) }
	for _, s := range texts {
		for _, sep := range seps {
			before, after, ok := strings.Cut(s, sep)
			emit(fmt.Sprintf("%q %q: %d %d %d %v %v %v %q %q %v", s, sep, strings.Index(s, sep), strings.LastIndex(s, sep), strings.Count(s, sep),
				strings.Contains(s, sep), strings.HasPrefix(s, sep), strings.HasSuffix(s, sep), before, after, ok))
			emit(fmt.Sprintf("%q %q %q %q %q %d", strings.Split(s, sep), strings.SplitN(s, sep, 2), strings.SplitAfter(s, sep), strings.SplitN(s, sep, 0), strings.SplitAfterN(s, sep, 3), len(strings.Split(s, sep))))
			emit(fmt.Sprintf("%q %q %q %q", strings.Replace(s, sep, "<>", 2), strings.ReplaceAll(s, sep, ""), strings.TrimPrefix(s, sep), strings.TrimSuffix(s, sep)))
			emit(fmt.Sprintf("%q %q %q %d %d", strings.Trim(s, sep), strings.TrimLeft(s, sep), strings.TrimRight(s, sep), strings.IndexAny(s, sep), strings.LastIndexAny(s, sep)))
			var seq []string
			for part := range strings.SplitSeq(s, sep) {
				seq = append(seq, part)
			}
			for part := range strings.SplitAfterSeq(s, sep) {
				seq = append(seq, part)
			}
			emit(fmt.Sprintf("%q", seq))
			b, bsep := []byte(s), []byte(sep)
			emit(fmt.Sprintf("%q %q %q %d %v %q", bytes.Split(b, bsep), bytes.SplitAfterN(b, bsep, 2), bytes.Trim(b, sep), bytes.Index(b, bsep), bytes.HasSuffix(b, bsep), bytes.Replace(b, bsep, []byte("_"), -1)))
		}
		emit(fmt.Sprintf("%q %q %q %q %q", strings.ToUpper(s), strings.ToLower(s), strings.TrimSpace(s), strings.Fields(s), strings.FieldsFunc(s, vowel)))
		emit(fmt.Sprintf("%q %q %d %d %q", strings.TrimFunc(s, unicode.IsSpace), strings.TrimLeftFunc(s, vowel), strings.IndexFunc(s, vowel), strings.LastIndexFunc(s, vowel), strings.Map(func(r rune) rune {
			switch {
			case vowel(r):
				return -1
			case r == ' ':
				return '世'
			}
			return r
		}, s)))
		emit(fmt.Sprintf("%q %q %d %v %v", strings.ToValidUTF8(s, "?"), strings.Repeat(s, 3), utf8.RuneCountInString(s), utf8.ValidString(s), strings.EqualFold(s, strings.ToUpper(s))))
		emit(fmt.Sprintf("%q %q %q %q", strconv.Quote(s), strconv.QuoteToASCII(s), []rune(s), bytes.Fields([]byte(s))))
		for line := range strings.Lines(s) {
			emit(strconv.Quote(line))
		}
		for f := range strings.FieldsSeq(s) {
			emit(f)
		}
		u, err := strconv.Unquote(strconv.Quote(s))
		emit(fmt.Sprint(u == s, err))
	}
	emit(fmt.Sprintf("%q %q", strings.Join([]string{"a", "b", "c"}, "-"), strings.Join(nil, "-")))
	for _, pairs := range [][]string{{"a", "1", "b", "2"}, {"<", "&lt;", ">", "&gt;"}, {"aaa", "3", "aa", "2", "a", "1"}, {"", "X"}, {"a", "", "", "-"}, {"hello", "bye", "world", "moon"}} {
		r := strings.NewReplacer(pairs...)
		for _, s := range texts {
			emit(fmt.Sprintf("%q", r.Replace(s)))
		}
	}
	var sb strings.Builder
	fmt.Fprintf(&sb, "%d-", 1)
	sb.WriteByte('x')
	sb.WriteRune('世')
	sb.WriteString("end")
	emit(sb.String() + fmt.Sprint(sb.Len()))

	for _, s := range []string{"0", "1", "-1", "+7", "", "x", "12x", "0x1f", "1_000", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "300", "1e3", "3.14", ".5", "inf", "NaN", "1e400", "0b101", "077", " 1"} {
		for _, base := range []int{0, 2, 10, 16, 37} {
			for _, size := range []int{0, 8, 64, 65} {
				i, err := strconv.ParseInt(s, base, size)
				u, uerr := strconv.ParseUint(s, base, size)
				emit(fmt.Sprint(i, err, u, uerr, errors.Is(err, strconv.ErrRange)))
			}
		}
		n, err := strconv.Atoi(s)
		f, ferr := strconv.ParseFloat(s, 64)
		g, gerr := strconv.ParseFloat(s, 32)
		b, berr := strconv.ParseBool(s)
		emit(fmt.Sprint(n, err, f, ferr, g, gerr, b, berr))
	}
	for _, f := range []float64{0, 1, -1.5, 0.1, 1e21, 1e-9, math.MaxFloat64, math.Inf(1), math.NaN(), math.Pi} {
		emit(strconv.FormatFloat(f, 'f', 3, 64) + strconv.FormatFloat(f, 'g', -1, 32) + strconv.FormatFloat(f, 'e', -1, 64) + strconv.FormatFloat(f, 'b', -1, 64))
		emit(fmt.Sprint(math.Sqrt(f), math.Floor(f), math.Ceil(f), math.Trunc(f), math.Round(f), math.Sin(f), math.Exp(f), math.Log(f), math.Abs(f), math.Pow(f, 2), math.Hypot(f, 1), math.Max(f, 1), math.Min(f, 1), math.Mod(f, 3), math.IsNaN(f), math.Signbit(f), math.Float64bits(f)))
		frac, exp := math.Frexp(f)
		whole, part := math.Modf(f)
		emit(fmt.Sprint(frac, exp, whole, part, math.Cbrt(f), math.Atan2(f, 2), math.Log2(f), math.Log10(f)))
	}
	for _, u := range []uint64{0, 1, 255, 1 << 31, 1<<64 - 1, 0x123456789abcdef} {
		hi, lo := bits.Mul64(u, 0xdeadbeefcafe)
		q, r := bits.Div64(3, u, 1<<60)
		emit(fmt.Sprint(bits.Len64(u), bits.OnesCount64(u), bits.LeadingZeros64(u), bits.TrailingZeros64(u), bits.Reverse64(u), bits.ReverseBytes64(u), bits.RotateLeft64(u, 13), hi, lo, q, r, bits.Len8(uint8(u)), bits.Reverse16(uint16(u))))
	}
	for _, r := range []rune{'a', 'Z', '5', ' ', '\n', 'é', '世', 'Σ', 'ǅ', '!', '+', 0x300, -1, unicode.MaxRune, 0xFFFD} {
		emit(fmt.Sprint(unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsSpace(r), unicode.IsUpper(r), unicode.IsLower(r), unicode.IsPunct(r), unicode.IsSymbol(r), unicode.IsControl(r), unicode.IsPrint(r),
			unicode.ToUpper(r), unicode.ToLower(r), unicode.ToTitle(r), unicode.Is(unicode.Han, r), unicode.In(r, unicode.Latin, unicode.Greek), utf8.RuneLen(r), utf8.ValidRune(r)))
	}
	buf := bytes.NewBufferString("line one\nline two\nlast")
	for {
		line, err := buf.ReadString('\n')
		emit(fmt.Sprintf("%q %v", line, err))
		if err == io.EOF {
			break
		}
	}
	var b bytes.Buffer
	for i := range 100 {
		fmt.Fprintf(&b, "%d,", i)
		if i%7 == 0 {
			emit(string(b.Next(3)))
		}
	}
	emit(b.String())
	try := func(name string, f func()) {
		defer func() { emit(fmt.Sprint(name, " panics: ", recover())) }()
		f()
	}
	odd, one := []string{"a"}, []int{1}
	try("repeat", func() { _ = strings.Repeat("x", -one[0]) })
	try("replacer", func() { strings.NewReplacer(odd...) })
	try("base", func() { strconv.FormatInt(1, one[0]) })
	try("div", func() { bits.Div64(2, 0, 1) })
	try("grow", func() { new(strings.Builder).Grow(-1) })
	try("truncate", func() { new(bytes.Buffer).Truncate(5) })
}
