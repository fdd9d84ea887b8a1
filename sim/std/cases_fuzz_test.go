package std_test

import (
	"bufio"
	"bytes"
	"container/heap"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// fuzzed are functions of any text whose results must be the host's; fuzz_test.go makes texts.
var fuzzed = map[string]func(in string) string{
	"sprintf": fuzzSprintf,
	"sscanf":  fuzzSscanf,
	"strconv": fuzzStrconv,
	"strings": fuzzStrings,
	"time":    fuzzTime,
	"scanner": fuzzScanner,
	"sort":    fuzzSort,
}

type (
	fuzzInner struct {
		A int
		b []string
		M map[string]int
	}
	fuzzOuter struct {
		fuzzInner
		P *int
		E error
		F func()
		X any
		u uint8
	}
	fuzzString string
	fuzzBytes  []byte
	fuzzStr    struct{ s string }
	fuzzGo     int
	fuzzForm   float64
	fuzzBad    struct{}
	fuzzErr    struct{ code int }
)

func (s fuzzStr) String() string  { return "str(" + s.s + ")" }
func (g fuzzGo) GoString() string { return "go(" + strconv.Itoa(int(g)) + ")" }
func (e fuzzErr) Error() string   { return fmt.Sprintf("code %d", e.code) }
func (fuzzBad) String() string    { panic("bad") }
func (f fuzzForm) Format(s fmt.State, verb rune) {
	w, hasW := s.Width()
	p, hasP := s.Precision()
	fmt.Fprintf(s, "{%c %d %t %d %t %t%t%t%t%t %s}", verb, w, hasW, p, hasP, s.Flag('+'), s.Flag('-'), s.Flag('#'), s.Flag('0'), s.Flag(' '), fmt.FormatString(s, verb))
}

// fuzzOperands are what the first bytes of a text choose from.
var fuzzOperands = []any{
	0, 1, -1, 42, int8(-128), int16(300), int32('世'), int64(math.MinInt64), uint(7), uint8('x'), uint16(65535), uint32(1 << 31), uint64(math.MaxUint64), uintptr(255),
	0.0, 1.5, -2.25e10, 1e-7, 1e21, math.Inf(1), math.Inf(-1), math.NaN(), float32(0.1), math.Copysign(0, -1), math.MaxFloat64, 5e-324,
	complex(1, -2), complex64(complex(0.5, 1e20)), true, false, "", "hello", "two\nlines\t\"q\"", "é世\xff\u2028", fuzzString("named"),
	[]byte("bytes"), []byte(nil), fuzzBytes("nb"), [3]byte{1, 2, 255}, []int{1, -2, 3}, []int(nil), [2]bool{true, false}, []string{"a b", ""}, []any{1, "x", nil, 2.5},
	map[string]int{"b": 2, "a": 1}, map[int]string(nil), map[fuzzString][]int{"z": {1}}, map[any]any{1: "i", 2: nil, -5: true},
	fuzzInner{A: 5, b: []string{"x"}, M: map[string]int{"k": 1}}, fuzzOuter{fuzzInner: fuzzInner{A: 1}, E: fuzzErr{3}, X: fuzzStr{"in"}, u: 9}, struct{}{}, struct{ a, B any }{1, "x"},
	fuzzStr{"s"}, fuzzGo(8), fuzzForm(1.5), fuzzBad{}, fuzzErr{7}, errors.New("plain"), (*int)(nil), (*fuzzStr)(nil), nil, error(nil), (func())(nil), (chan int)(nil),
	time.Duration(1500), time.Unix(0, 0).UTC(), time.Saturday, []fuzzStr{{"1"}, {"2"}}, []error{fuzzErr{1}, nil}, [][]int{{1}, {2, 3}}, &fuzzInner{A: 2}, &[]int{1}, &map[string]int{"p": 1}, &[2]string{"a", "b"},
}

// fuzzSprintf formats operands that the text's first bytes, up to a |, choose.
func fuzzSprintf(in string) string {
	chosen, format, _ := strings.Cut(in, "|")
	var args []any
	for i := 0; i < len(chosen) && i < 6; i++ {
		args = append(args, fuzzOperands[int(chosen[i])%len(fuzzOperands)])
	}
	return fmt.Sprintf(format, args...) + "\n" + fmt.Sprint(args...) + "\n" + fmt.Sprintln(args...) + string(fmt.Appendf([]byte(">"), format, args...))
}

// fuzzSscanf reads the text after a | by the format before it, into variables of many types.
func fuzzSscanf(in string) string {
	format, text, _ := strings.Cut(in, "|")
	var out strings.Builder
	try := func(what string, scan func(args ...any) (int, error), args ...any) {
		n, err := scan(args...)
		fmt.Fprint(&out, what, " ", n, " ", err)
		for _, a := range args {
			switch p := a.(type) {
			case *int:
				fmt.Fprintf(&out, " %v", *p)
			case *int8:
				fmt.Fprintf(&out, " %v", *p)
			case *uint16:
				fmt.Fprintf(&out, " %v", *p)
			case *rune:
				fmt.Fprintf(&out, " %v", *p)
			case *string:
				fmt.Fprintf(&out, " %q", *p)
			case *[]byte:
				fmt.Fprintf(&out, " %q", *p)
			case *float64:
				fmt.Fprintf(&out, " %v", *p)
			case *bool:
				fmt.Fprintf(&out, " %v", *p)
			case *complex128:
				fmt.Fprintf(&out, " %v", *p)
			}
		}
		out.WriteByte('\n')
	}
	for i, make := range []func() []any{
		func() []any { return nil },
		func() []any { return []any{new(int)} },
		func() []any { return []any{new(string), new(int)} },
		func() []any { return []any{new(rune), new(string)} },
		func() []any { return []any{new(float64), new(bool)} },
		func() []any { return []any{new([]byte), new(int8), new(uint16)} },
		func() []any { return []any{new(complex128)} },
		func() []any { return []any{new(int), new(int), new(int)} },
	} {
		try("f"+strconv.Itoa(i), func(args ...any) (int, error) { return fmt.Sscanf(text, format, args...) }, make()...)
		try("s", func(args ...any) (int, error) { return fmt.Sscan(text, args...) }, make()...)
		try("l", func(args ...any) (int, error) { return fmt.Sscanln(text, args...) }, make()...)
	}
	return out.String()
}

func fuzzStrconv(in string) string {
	var out strings.Builder
	say := func(args ...any) { fmt.Fprintln(&out, args...) }
	n, err := strconv.Atoi(in)
	say(n, err)
	for _, base := range []int{0, 2, 8, 10, 16, 36, 1, 37} {
		for _, bits := range []int{0, 8, 16, 32, 64, 65} {
			i, err := strconv.ParseInt(in, base, bits)
			say(i, err)
			u, err := strconv.ParseUint(in, base, bits)
			say(u, err)
		}
	}
	for _, bits := range []int{32, 64} {
		f, err := strconv.ParseFloat(in, bits)
		say(f, err)
		for _, verb := range "eEfgGbxX" {
			say(strconv.FormatFloat(f, byte(verb), -1, bits), strconv.FormatFloat(f, byte(verb), 3, bits))
		}
	}
	b, err := strconv.ParseBool(in)
	say(b, err)
	c, err := strconv.ParseComplex(in, 128)
	say(c, err)
	say(strconv.Quote(in), strconv.QuoteToASCII(in), strconv.QuoteToGraphic(in), strconv.CanBackquote(in))
	s, err := strconv.Unquote(in)
	say(strconv.Quote(s), err)
	s, err = strconv.QuotedPrefix(in)
	say(strconv.Quote(s), err)
	for rest := in; rest != ""; {
		r, multi, tail, err := strconv.UnquoteChar(rest, '"')
		say(r, multi, err)
		if err != nil {
			break
		}
		rest = tail
	}
	return out.String()
}

func fuzzStrings(in string) string {
	s, rest, _ := strings.Cut(in, "|")
	x, y, _ := strings.Cut(rest, "|")
	var out strings.Builder
	say := func(args ...any) { fmt.Fprintf(&out, "%q\n", args) }
	vowel := func(r rune) bool { return strings.ContainsRune("aeiouäé世", r) }
	say(strings.Split(s, x), strings.SplitN(s, x, 2), strings.SplitAfter(s, x), strings.SplitAfterN(s, x, 3), strings.Fields(s), strings.FieldsFunc(s, vowel))
	say(strings.Contains(s, x), strings.ContainsAny(s, x), strings.ContainsFunc(s, vowel), strings.Count(s, x), strings.Index(s, x), strings.LastIndex(s, x), strings.IndexAny(s, x), strings.LastIndexAny(s, x), strings.IndexFunc(s, vowel), strings.LastIndexFunc(s, vowel))
	say(strings.HasPrefix(s, x), strings.HasSuffix(s, x), strings.EqualFold(s, x), strings.Compare(s, x), strings.ToUpper(s), strings.ToLower(s), strings.ToTitle(s), strings.ToValidUTF8(s, x))
	say(strings.Trim(s, x), strings.TrimLeft(s, x), strings.TrimRight(s, x), strings.TrimSpace(s), strings.TrimPrefix(s, x), strings.TrimSuffix(s, x), strings.TrimFunc(s, vowel), strings.TrimLeftFunc(s, vowel), strings.TrimRightFunc(s, vowel))
	say(strings.Replace(s, x, y, 2), strings.ReplaceAll(s, x, y), strings.Repeat(x, 3), strings.Map(func(r rune) rune {
		if vowel(r) {
			return -1
		}
		return r + 1
	}, s), strings.NewReplacer(x, y, y, s).Replace(s), strings.NewReplacer("a", x, "b", y).Replace(s))
	before, after, ok := strings.Cut(s, x)
	p, okP := strings.CutPrefix(s, x)
	q, okS := strings.CutSuffix(s, x)
	say(before, after, ok, p, okP, q, okS)
	say(slices.Collect(strings.SplitSeq(s, x)), slices.Collect(strings.Lines(s)), slices.Collect(strings.FieldsSeq(s)), slices.Collect(strings.SplitAfterSeq(s, x)))
	for _, r := range x {
		say(strings.IndexRune(s, r), strings.ContainsRune(s, r), utf8.RuneLen(r))
		break
	}
	bs, bx, by := []byte(s), []byte(x), []byte(y)
	//lint:ignore SA1019 what is deprecated is compared too
	say(bytes.Split(bs, bx), bytes.Fields(bs), bytes.Index(bs, bx), bytes.LastIndex(bs, bx), bytes.Count(bs, bx), bytes.ReplaceAll(bs, bx, by), bytes.Trim(bs, x), bytes.TrimSpace(bs), bytes.EqualFold(bs, bx), bytes.Title(bs), bytes.ToUpper(bs), bytes.Runes(bs), bytes.ContainsAny(bs, x))
	say(utf8.ValidString(s), utf8.RuneCountInString(s), utf8.FullRuneInString(s))
	for rest := s; rest != ""; {
		r, n := utf8.DecodeRuneInString(rest)
		l, m := utf8.DecodeLastRuneInString(rest)
		say(r, n, l, m, utf8.ValidRune(r))
		rest = rest[n:]
	}
	return out.String()
}

func fuzzTime(in string) string {
	layout, value, _ := strings.Cut(in, "|")
	var out strings.Builder
	zone := time.FixedZone("ZON", -5400)
	for _, t := range []time.Time{{}, time.Date(2024, 2, 29, 3, 4, 5, 678901234, time.UTC), time.Date(1999, 12, 31, 23, 59, 59, 0, zone)} {
		fmt.Fprintf(&out, "%q\n", t.Format(layout))
	}
	for _, l := range []string{layout, time.RFC3339, time.RFC1123Z, time.Kitchen} {
		t, err := time.ParseInLocation(l, value, zone)
		fmt.Fprintln(&out, t, err, t.Weekday(), t.YearDay())
	}
	d, err := time.ParseDuration(value)
	fmt.Fprintln(&out, d, err, d.Round(time.Millisecond), d.Truncate(time.Minute))
	return out.String()
}

func fuzzScanner(in string) string {
	var out strings.Builder
	for i, split := range []bufio.SplitFunc{bufio.ScanLines, bufio.ScanWords, bufio.ScanRunes, bufio.ScanBytes} {
		s := bufio.NewScanner(strings.NewReader(in))
		s.Buffer(make([]byte, 0, 4), 16)
		s.Split(split)
		for s.Scan() {
			fmt.Fprintf(&out, "%d %q\n", i, s.Text())
		}
		fmt.Fprintln(&out, s.Err())
	}
	r := bufio.NewReaderSize(strings.NewReader(in), 16)
	for {
		line, more, err := r.ReadLine()
		fmt.Fprintf(&out, "%q %v %v\n", line, more, err)
		if err != nil {
			break
		}
	}
	r.Reset(strings.NewReader(in))
	for {
		c, n, err := r.ReadRune()
		p, perr := r.Peek(3)
		fmt.Fprintf(&out, "%q %d %v %q %v %d\n", c, n, err, p, perr, r.Buffered())
		if err != nil {
			break
		}
		if c == 'u' {
			fmt.Fprintln(&out, r.UnreadRune(), r.UnreadByte())
			_, err := r.ReadByte()
			fmt.Fprintln(&out, err)
		}
	}
	r.Reset(strings.NewReader(in))
	s, err := r.ReadString('\n')
	k, derr := r.Discard(2)
	b, serr := r.ReadSlice('x')
	fmt.Fprintf(&out, "%q %v %d %v %q %v\n", s, err, k, derr, b, serr)
	all, err := io.ReadAll(r)
	fmt.Fprintf(&out, "%q %v\n", all, err)
	return out.String()
}

type fuzzHeap []byte

func (h fuzzHeap) Len() int           { return len(h) }
func (h fuzzHeap) Less(i, j int) bool { return h[i] < h[j] }
func (h fuzzHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *fuzzHeap) Push(x any)        { *h = append(*h, x.(byte)) }
func (h *fuzzHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

func fuzzSort(in string) string {
	type pair struct{ key, at int }
	var ints []int
	var pairs []pair
	for i := range len(in) {
		ints = append(ints, int(in[i]))
		pairs = append(pairs, pair{int(in[i]) % 7, i})
	}
	var out strings.Builder
	words := strings.Fields(in)
	byKey := func(a, b pair) int { return a.key - b.key }
	a := slices.Clone(ints)
	sort.Ints(a)
	b := slices.Clone(ints)
	slices.Sort(b)
	c := slices.Clone(ints)
	sort.Sort(sort.Reverse(sort.IntSlice(c)))
	fmt.Fprintln(&out, slices.Equal(a, b), a, c, sort.IntsAreSorted(ints), slices.IsSorted(ints))
	p := slices.Clone(pairs)
	sort.SliceStable(p, func(i, j int) bool { return p[i].key < p[j].key })
	q := slices.Clone(pairs)
	slices.SortStableFunc(q, byKey)
	fmt.Fprintln(&out, slices.Equal(p, q), p)
	u := slices.Clone(pairs)
	sort.Slice(u, func(i, j int) bool { return u[i].key < u[j].key })
	fmt.Fprintln(&out, u) // not stable, but the same algorithm
	v := slices.Clone(pairs)
	slices.SortFunc(v, byKey)
	fmt.Fprintln(&out, v)
	sort.Strings(words)
	fmt.Fprintf(&out, "%q %v\n", words, sort.SearchStrings(words, "m"))
	for _, x := range []int{0, 'a', 'n', 255} {
		at, found := slices.BinarySearch(a, x)
		fmt.Fprintln(&out, sort.SearchInts(a, x), at, found, slices.Index(ints, x), slices.Contains(ints, x))
	}
	if len(ints) > 0 {
		fmt.Fprintln(&out, slices.Max(ints), slices.Min(ints), slices.MinFunc(pairs, byKey), slices.MaxFunc(pairs, byKey))
	}
	fmt.Fprintln(&out, slices.Compact(slices.Clone(a)), slices.Collect(slices.Chunk(a, 3)), slices.CompactFunc(p, func(x, y pair) bool { return x.key == y.key }))
	slices.Reverse(a)
	fmt.Fprintln(&out, a, slices.Insert(slices.Clone(b), len(b)/2, 1, 2), slices.Delete(slices.Clone(b), 0, len(b)/3), slices.Repeat(b, 2))
	h := fuzzHeap(in)
	heap.Init(&h)
	heap.Push(&h, byte('m'))
	if len(h) > 3 {
		h[2] = 'z'
		heap.Fix(&h, 2)
		fmt.Fprintln(&out, heap.Remove(&h, 1))
	}
	fmt.Fprintln(&out, h)
	for h.Len() > 0 {
		fmt.Fprint(&out, heap.Pop(&h), " ")
	}
	return out.String()
}
