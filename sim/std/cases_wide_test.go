package std_test

import (
	"bufio"
	"bytes"
	"container/list"
	"container/ring"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"math/bits"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// casesWide calls what the other files do not, of the packages that most programs import.
func casesWide(emit func(string)) {
	wideBuffer(emit)
	wideBytes(emit)
	wideReaders(emit)
	wideBufio(emit)
	wideStrings(emit)
	wideContainers(emit)
	wideSlices(emit)
	wideSort(emit)
	wideNumbers(emit)
	wideRunes(emit)
	wideAtomic(emit)
}

// wideTry emits what f panics with.
func wideTry(emit func(string), what string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			emit(fmt.Sprintf("%s panics: %v", what, r))
		}
	}()
	f()
	emit(what + " returns")
}

func wideBuffer(emit func(string)) {
	b := bytes.NewBuffer([]byte("héllo\nworld\n"))
	state := func(what string, more ...any) {
		emit(fmt.Sprintf("%s %v: %q %d", what, more, b.String(), b.Len()))
	}
	c, err := b.ReadByte()
	state("ReadByte", c, err)
	state("UnreadByte", b.UnreadByte(), b.UnreadByte())
	b.ReadByte()
	r, size, err := b.ReadRune()
	state("ReadRune", r, size, err)
	state("UnreadRune", b.UnreadRune(), b.UnreadRune())
	p, err := b.Peek(3)
	state("Peek", p, err)
	p, err = b.Peek(100)
	state("Peek", len(p), err)
	line, err := b.ReadBytes('\n')
	state("ReadBytes", string(line), err)
	state("UnreadRune", b.UnreadRune())
	n, err := b.Write([]byte("12"))
	state("Write", n, err)
	n, err = b.WriteString("34")
	state("WriteString", n, err)
	n, err = b.WriteRune('é')
	state("WriteRune", n, err)
	n, err = b.WriteRune(-1)
	state("WriteRune", n, err, b.WriteByte('!'))
	q := make([]byte, 4)
	n, err = b.Read(q)
	state("Read", n, err, string(q))
	m, err := b.ReadFrom(strings.NewReader("more"))
	state("ReadFrom", m, err)
	m, err = b.ReadFrom(io.MultiReader(strings.NewReader("dr"), wideDry{}))
	state("ReadFrom", m, err)
	var to strings.Builder
	m, err = b.WriteTo(&to)
	state("WriteTo", m, err, to.String())
	n, err = b.Read(q)
	state("Read", n, err)
	n, err = b.Read(nil)
	state("Read nothing", n, err)
	_, err = b.ReadByte()
	_, _, err2 := b.ReadRune()
	_, err3 := b.ReadBytes('x')
	_, err4 := b.Peek(1)
	state("empty", err, err2, err3, err4)
	b.Grow(100)
	state("Grow", b.Cap() >= 100, b.Available() >= 100, len(b.AvailableBuffer()), cap(b.AvailableBuffer()) == b.Available())
	b.Write(append(b.AvailableBuffer(), "free"...))
	state("AvailableBuffer")
	b.Truncate(2)
	state("Truncate")
	wideTry(emit, "Truncate", func() { b.Truncate(3) })
	wideTry(emit, "Grow", func() { b.Grow(-1) })
	m, err = b.WriteTo(wideFull{})
	state("WriteTo", m, err)
	wideTry(emit, "ReadFrom", func() { b.ReadFrom(wideNegative{}) })
	var none *bytes.Buffer
	emit(none.String())
}

type wideNegative struct{}

func (wideNegative) Read([]byte) (int, error) { return -1, nil }

type wideFull struct{}

func (wideFull) Write([]byte) (int, error) { return 0, errors.New("full") }

type wideNothing struct{}

func (wideNothing) Read([]byte) (int, error) { return 0, nil }

type wideDry struct{}

func (wideDry) Read([]byte) (int, error) { return 0, errors.New("dry") }

func wideBytes(emit func(string)) {
	vowel := func(r rune) bool { return strings.ContainsRune("aeiouéA", r) }
	for _, s := range []string{"", "a", "héllo, wörld", "aaaa", "  x y\t\nz ", "\xffa\xc3", "AbC", "a,b,c,,d"} {
		b := []byte(s)
		emit(fmt.Sprintf("%q %q %q %q %q", s, bytes.ToLower(b), bytes.ToTitle(b), bytes.ToValidUTF8(b, []byte("?")), bytes.Map(func(r rune) rune {
			if r == 'a' {
				return -1
			}
			return r + 1
		}, b)))
		emit(fmt.Sprintf("%q %q %q", bytes.TrimFunc(b, vowel), bytes.TrimLeftFunc(b, vowel), bytes.TrimRightFunc(b, vowel)))
		emit(fmt.Sprint(bytes.ContainsFunc(b, vowel), bytes.IndexFunc(b, vowel), bytes.LastIndexFunc(b, vowel), bytes.Clone(b) == nil, string(bytes.Clone(b))))
		emit(fmt.Sprintf("%q %q %q", bytes.FieldsFunc(b, vowel), slices.Collect(bytes.FieldsSeq(b)), slices.Collect(bytes.FieldsFuncSeq(b, vowel))))
		emit(fmt.Sprintf("%q %q", slices.Collect(bytes.Lines(b)), bytes.Join([][]byte{b, []byte("-"), b}, []byte("+"))))
		for _, t := range []string{"", "a", ",", "lo", "é", "\xff", "aa", "xyz,"} {
			o := []byte(t)
			emit(fmt.Sprint(s, t, bytes.Compare(b, o), bytes.Equal(b, o), bytes.Contains(b, o), bytes.IndexAny(b, t), bytes.LastIndexAny(b, t), bytes.ContainsAny(b, t)))
			before, after, found := bytes.Cut(b, o)
			pre, hasPre := bytes.CutPrefix(b, o)
			suf, hasSuf := bytes.CutSuffix(b, o)
			emit(fmt.Sprintf("%q %q %v %q %v %q %v %q %q", before, after, found, pre, hasPre, suf, hasSuf, bytes.TrimPrefix(b, o), bytes.TrimSuffix(b, o)))
			emit(fmt.Sprintf("%q %q %q %q %q", bytes.SplitAfter(b, o), bytes.SplitN(b, o, 2), bytes.SplitAfterN(b, o, 2), slices.Collect(bytes.SplitSeq(b, o)), slices.Collect(bytes.SplitAfterSeq(b, o))))
			emit(fmt.Sprintf("%q %q", bytes.TrimLeft(b, t), bytes.TrimRight(b, t)))
			r, _ := utf8.DecodeRuneInString(t)
			c := (t + "z")[0]
			emit(fmt.Sprint(bytes.ContainsRune(b, r), bytes.IndexRune(b, r), bytes.IndexByte(b, c), bytes.LastIndexByte(b, c)))
		}
	}
}

// wideReader is what bytes.Reader and strings.Reader both have.
type wideReader interface {
	io.ReadSeeker
	io.ReaderAt
	io.ByteScanner
	io.RuneScanner
	io.WriterTo
	Len() int
	Size() int64
}

func wideReaders(emit func(string)) {
	br, sr := bytes.NewReader([]byte("héy\xff!")), strings.NewReader("héy\xff!")
	for _, r := range []wideReader{br, sr} {
		p := make([]byte, 3)
		step := func(what string, more ...any) { emit(fmt.Sprint(what, more, r.Len(), r.Size())) }
		step("unread", r.UnreadByte(), r.UnreadRune())
		c, err := r.ReadByte()
		step("byte", c, err, r.UnreadByte(), r.UnreadByte())
		r.ReadByte()
		for range 5 {
			c, size, err := r.ReadRune()
			step("rune", c, size, err)
		}
		step("unread", r.UnreadRune(), r.UnreadByte())
		at, err := r.Seek(1, io.SeekStart)
		step("seek", at, err)
		n, err := r.Read(p)
		step("read", n, err, p)
		n, err = r.ReadAt(p, 4)
		step("at", n, err, p)
		n, err = r.ReadAt(p, -1)
		step("at", n, err)
		n, err = r.ReadAt(p, 99)
		step("at", n, err)
		for _, s := range []struct {
			off    int64
			whence int
		}{{-1, io.SeekCurrent}, {-2, io.SeekEnd}, {-1, io.SeekStart}, {0, 7}, {100, io.SeekStart}} {
			at, err := r.Seek(s.off, s.whence)
			step("seek", at, err)
		}
		n, err = r.Read(p)
		step("read", n, err)
		var b strings.Builder
		m, err := r.WriteTo(&b)
		step("to", m, err)
		r.Seek(2, io.SeekStart)
		m, err = r.WriteTo(&b)
		step("to", m, err, b.String())
		r.Seek(2, io.SeekStart)
		m, err = r.WriteTo(wideFull{})
		step("to", m, err)
	}
	br.Reset([]byte("new"))
	sr.Reset("newer")
	emit(fmt.Sprint(br.Len(), sr.Len(), br.Size(), sr.Size()))
}

func wideBufio(emit func(string)) {
	var out bytes.Buffer
	w := bufio.NewWriterSize(&out, 16)
	state := func(what string, more ...any) {
		emit(fmt.Sprintf("%s %v: %d %d %d %q", what, more, w.Size(), w.Buffered(), w.Available(), out.String()))
	}
	n, err := w.Write([]byte("abc"))
	state("Write", n, err)
	n, err = w.WriteString("0123456789012345")
	state("WriteString", n, err)
	n, err = w.WriteRune('é')
	state("WriteRune", n, err, w.WriteByte('x'))
	b := w.AvailableBuffer()
	n, err = w.Write(append(b, "yz"...))
	state("AvailableBuffer", len(b), n, err)
	m, err := w.ReadFrom(strings.NewReader("from the reader, longer than the buffer"))
	state("ReadFrom", m, err)
	n, err = w.Write(bytes.Repeat([]byte("-"), 40))
	state("Write", n, err, w.Flush())
	var plain strings.Builder
	w.Reset(struct{ io.Writer }{&plain})
	m, err = w.ReadFrom(wideNothing{})
	state("ReadFrom nothing", m, err)
	w.WriteString("fourteen bytes")
	n, err = w.WriteRune('日')
	state("WriteRune", n, err, plain.String())
	m, err = w.ReadFrom(strings.NewReader(strings.Repeat("123456", 5)))
	state("ReadFrom", m, err, plain.String())
	w.Reset(wideFull{})
	n, err = w.WriteString(strings.Repeat("+", 20))
	state("full", n, err, w.Flush(), w.WriteByte('a'))
	w.Reset(&out)
	n, err = w.WriteString("ok")
	state("Reset", n, err, w.Flush())
	emit(fmt.Sprint(bufio.NewWriter(&out).Size(), bufio.NewWriterSize(w, 8) == w, bufio.NewWriter(w).Size()))

	r := bufio.NewReaderSize(strings.NewReader("line one\nline two is long, longer than the buffer\nlast"), 16)
	p := make([]byte, 5)
	n, err = r.Read(p)
	emit(fmt.Sprintf("%d %v %q %d %d", n, err, p, r.Size(), r.Buffered()))
	for range 4 {
		line, err := r.ReadBytes('\n')
		emit(fmt.Sprintf("%q %v %d", line, err, r.Buffered()))
	}
	r.Reset(strings.NewReader(strings.Repeat("reset ", 10)))
	r.ReadByte()
	out.Reset()
	m, err = r.WriteTo(&out)
	emit(fmt.Sprint(m, err, out.String()))
	n, err = r.Read(p)
	emit(fmt.Sprint(n, err))
	for _, from := range []io.Reader{strings.NewReader("xabcdef"), struct{ io.Reader }{strings.NewReader("xabcdef")}} {
		for _, to := range []io.Writer{new(bytes.Buffer), struct{ io.Writer }{&out}, wideFull{}} {
			out.Reset()
			r.Reset(from)
			r.ReadByte()
			m, err = r.WriteTo(to)
			emit(fmt.Sprint(m, err, out.String(), r.Buffered()))
			_, err = r.ReadByte()
			emit(fmt.Sprint(err))
		}
	}
	rw := bufio.NewReadWriter(bufio.NewReader(strings.NewReader("in")), bufio.NewWriter(&out))
	s, err := rw.ReadString('x')
	emit(fmt.Sprint(s, err))
	rw.WriteString("out")
	emit(fmt.Sprint(rw.Flush(), strings.HasSuffix(out.String(), "out")))
	scan := bufio.NewScanner(strings.NewReader("a bc\r\n\ndef"))
	for scan.Scan() {
		emit(fmt.Sprintf("%q %q", scan.Bytes(), scan.Text()))
	}
	emit(fmt.Sprint(scan.Err(), scan.Bytes() == nil))
}

func wideStrings(emit func(string)) {
	var b strings.Builder
	n, err := b.Write([]byte("abc"))
	emit(fmt.Sprint(n, err, b.String(), b.Cap() >= 3))
	for _, s := range []string{"", "hello", "a b  c", "élan é"} {
		//lint:ignore SA1019 what it does is the case
		emit(fmt.Sprint(strings.Clone(s), strings.IndexByte(s, 'l'), strings.LastIndexByte(s, 'l'), strings.Title(s)))
		emit(fmt.Sprintf("%q", slices.Collect(strings.FieldsFuncSeq(s, unicode.IsSpace))))
		n, err := strings.NewReplacer("l", "L", "a", "").WriteString(&b, s)
		emit(fmt.Sprint(n, err, b.String()))
	}
	n, err = strings.NewReplacer("a", "b").WriteString(wideFull{}, "a")
	emit(fmt.Sprint(n, err))
}

func wideContainers(emit func(string)) {
	l := list.New()
	show := func(what string) {
		s := what + fmt.Sprint(" ", l.Len(), ":")
		for e := l.Front(); e != nil; e = e.Next() {
			s += fmt.Sprint(" ", e.Value)
		}
		s += " |"
		for e := l.Back(); e != nil; e = e.Prev() {
			s += fmt.Sprint(" ", e.Value)
		}
		emit(s)
	}
	one, three := l.PushBack(1), l.PushBack(3)
	two := l.InsertBefore(2, three)
	show("InsertBefore")
	l.MoveAfter(one, two)
	show("MoveAfter")
	l.MoveBefore(three, two)
	show("MoveBefore")
	l.MoveToBack(three)
	l.MoveBefore(one, one)
	show("MoveToBack")
	other := list.New()
	foreign := other.PushFront("f")
	emit(fmt.Sprint(l.InsertBefore(9, foreign) == nil, l.InsertAfter(9, foreign) == nil))
	l.MoveAfter(foreign, one)
	l.MoveToBack(foreign)
	l.Remove(foreign)
	show("foreign")
	other.PushBack("g")
	l.PushBackList(other)
	l.PushFrontList(other)
	l.PushBackList(l)
	show("lists")
	emit(fmt.Sprint(l.Remove(two), two.Next(), two.Prev()))
	show("Remove")
	l.Init()
	show("Init")
	var zero list.List
	emit(fmt.Sprint(zero.Len(), zero.Front(), zero.Back(), zero.PushFront(1).Value))

	r := ring.New(5)
	for i := range r.Len() {
		r.Value = i
		r = r.Next()
	}
	around := func(r *ring.Ring) string {
		s := ""
		r.Do(func(v any) { s += fmt.Sprint(v, " ") })
		return s
	}
	emit(around(r) + "| " + around(r.Prev()) + "| " + around(r.Move(2)) + "| " + around(r.Move(-1)) + "| " + around(r.Move(12)))
	cut := r.Unlink(2)
	emit(around(r) + "| " + around(cut))
	emit(around(r.Link(cut)) + "| " + around(r) + fmt.Sprint(r.Unlink(0) == nil))
	s := ring.New(1)
	s.Value = "s"
	emit(around(r.Link(s)) + "| " + around(r) + fmt.Sprint(ring.New(0) == nil, (*ring.Ring)(nil).Len()))
	rest := r.Link(r.Move(3))
	emit(around(r) + "| " + around(rest))
	var lone ring.Ring
	emit(fmt.Sprint(lone.Next() == &lone, lone.Len(), lone.Prev() == &lone))
}

func wideSlices(emit func(string)) {
	s := []int{3, 1, 2}
	emit(fmt.Sprint(slices.AppendSeq(s, slices.Values([]int{7, 8})), cap(slices.Clip(append(make([]int, 0, 10), 1))), cap(slices.Grow(s, 10)) >= 13, len(slices.Grow(s, 10))))
	wideTry(emit, "Grow", func() { s = slices.Grow(s, -1) })
	type item struct {
		k int
		v string
	}
	items := []item{{1, "a"}, {3, "b"}, {3, "c"}, {7, "d"}}
	byKey := func(x item, k int) int { return x.k - k }
	for _, k := range []int{0, 1, 3, 5, 7, 9} {
		i, ok := slices.BinarySearchFunc(items, k, byKey)
		emit(fmt.Sprint(i, ok))
	}
	cmp := func(a, b item) int { return b.k - a.k }
	emit(fmt.Sprint(slices.SortedFunc(slices.Values(items), cmp)[0], slices.SortedStableFunc(slices.Values(items), cmp), slices.IsSortedFunc(items, cmp), slices.IsSortedFunc(items[:1], cmp)))
	emit(fmt.Sprint(slices.ContainsFunc(items, func(x item) bool { return x.v == "c" }), slices.ContainsFunc(items, func(x item) bool { return x.k < 0 })))
	for _, ks := range [][]int{{1, 3, 3, 7}, {1, 3}, {1, 4}, {1, 3, 3, 7, 9}, nil} {
		emit(fmt.Sprint(slices.CompareFunc(items, ks, byKey), slices.EqualFunc(items, ks, func(x item, k int) bool { return x.k == k })))
	}
	m := map[string]int{"a": 1, "b": 2}
	maps.Copy(m, map[string]int{"b": 3, "c": 4})
	maps.Insert(m, maps.All(map[string]int{"d": 5}))
	emit(fmt.Sprint(m, maps.EqualFunc(m, map[string]string{"a": "1", "b": "3", "c": "4", "d": "5"}, func(n int, s string) bool { return strconv.Itoa(n) == s }), maps.EqualFunc(m, map[string]int{"a": 1}, func(a, b int) bool { return true })))
	next, stop := iter.Pull(slices.Values([]string{"x", "y"}))
	for range 3 {
		v, ok := next()
		emit(fmt.Sprint(v, ok))
	}
	stop()
	v, ok := next()
	emit(fmt.Sprint(v, ok))
}

func wideSort(emit func(string)) {
	ints, floats, words := sort.IntSlice{3, 1, 2}, sort.Float64Slice{2.5, -1, 0}, sort.StringSlice{"b", "", "a"}
	for _, s := range []sort.Interface{ints, floats, words} {
		emit(fmt.Sprint(s, s.Len(), s.Less(0, 1), s.Less(1, 0), sort.IsSorted(s)))
		s.Swap(0, 2)
		emit(fmt.Sprint(s))
		sort.Stable(sort.Reverse(s))
		emit(fmt.Sprint(s))
	}
	ints.Sort()
	floats.Sort()
	words.Sort()
	emit(fmt.Sprint(ints, floats, words, ints.Search(2), floats.Search(1), words.Search("b"), ints.Less(0, 1), floats.Len(), words.Less(1, 0)))
	ints.Swap(0, 1)
	floats.Swap(0, 1)
	words.Swap(0, 1)
	emit(fmt.Sprint(ints.Len(), words.Len(), floats.Less(0, 1), sort.Float64sAreSorted(floats), sort.StringsAreSorted(words), sort.SearchFloat64s([]float64{1, 2, 3}, 2.5)))
	emit(fmt.Sprint(sort.SliceIsSorted([]int{1, 2, 2}, func(i, j int) bool { return false })))
	for _, x := range []string{"a", "b", "c", "z"} {
		i, found := sort.Find(3, func(i int) int { return strings.Compare(x, []string{"a", "c", "d"}[i]) })
		emit(fmt.Sprint(i, found))
	}
}

func wideNumbers(emit func(string)) {
	for _, x := range []uint64{0, 1, 1<<32 - 1, 1 << 63, 1<<64 - 1} {
		for _, y := range []uint64{1, 3, 1 << 31, 1<<64 - 1} {
			a, c := bits.Add64(x, y, 1)
			d, e := bits.Sub64(x, y, 1)
			emit(fmt.Sprint(a, c, d, e))
			f, g := bits.Add32(uint32(x), uint32(y), 0)
			h, i := bits.Sub32(uint32(x), uint32(y), 0)
			j, k := bits.Mul32(uint32(x), uint32(y))
			emit(fmt.Sprint(f, g, h, i, j, k))
		}
	}
	q, r := bits.Div32(1, 2, 3)
	emit(fmt.Sprint(q, r))
	wideTry(emit, "Div32", func() { bits.Div32(3, 2, 3) })
	wideTry(emit, "Div32", func() { bits.Div32(3, 2, uint32(len(""))) })

	for _, v := range []float64{0, 1.5, -1e21, 1e-7, 123456789} {
		for _, f := range []byte("eEfgGbxX") {
			emit(string(strconv.AppendFloat([]byte("<"), v, f, -1, 64)) + string(strconv.AppendFloat(nil, v, f, 3, 32)))
		}
	}
	emit(strconv.FormatComplex(1.5-2i, 'g', -1, 128) + strconv.FormatComplex(1e30i, 'f', 2, 64))
	for _, s := range []string{"", "a\"b", "é\u00a0\u3000", "\x00\xff\U0001f600"} {
		emit(fmt.Sprintf("%s %s %s", strconv.AppendQuote([]byte("x"), s), strconv.AppendQuoteToASCII(nil, s), strconv.AppendQuoteToGraphic(nil, s)))
	}
	for _, r := range []rune{'a', '\'', 0, 'é', 0x3000, 0xa0, 0x1f600, 0xd800, -1, utf8.MaxRune + 1, 0xad, 0x7f} {
		emit(fmt.Sprintf("%s %s %s %s %v %v", strconv.QuoteRuneToASCII(r), strconv.QuoteRuneToGraphic(r), strconv.AppendQuoteRuneToASCII([]byte("x"), r), strconv.AppendQuoteRuneToGraphic(nil, r), strconv.IsPrint(r), strconv.IsGraphic(r)))
	}
	_, err := strconv.Atoi("12x")
	var num *strconv.NumError
	emit(fmt.Sprint(errors.As(err, &num), num.Error(), num.Unwrap() == strconv.ErrSyntax, num.Func, num.Num))
}

func wideRunes(emit func(string)) {
	for _, r := range []rune{'a', 'A', 'K', 'k', 0x212a, '1', ' ', 'ß', 'ǅ', 0x301, '½', 'é', -1, 0x110000, 0x3c3, 0x10ffff} {
		emit(fmt.Sprint(r, unicode.IsGraphic(r), unicode.IsMark(r), unicode.IsNumber(r), unicode.IsTitle(r)))
		emit(fmt.Sprint(unicode.To(unicode.UpperCase, r), unicode.To(unicode.LowerCase, r), unicode.To(unicode.TitleCase, r), unicode.To(9, r)))
		if r >= 0 && r <= utf8.MaxRune {
			emit(fmt.Sprint(unicode.SimpleFold(r)))
		}
		p := make([]byte, 4)
		n := utf8.EncodeRune(p, r)
		a, b := utf16.EncodeRune(r)
		emit(fmt.Sprint(p[:n], utf8.AppendRune([]byte("x"), r), utf16.AppendRune(nil, r), a, b, utf16.DecodeRune(a, b)))
	}
	for _, s := range []string{"", "a", "é", "\xff", "a\xc3", "日本", "\xf0\x9f\x98", "\xed\xa0\x80", "\xc0\x80"} {
		b := []byte(s)
		r, n := utf8.DecodeRune(b)
		l, m := utf8.DecodeLastRune(b)
		emit(fmt.Sprint(r, n, l, m, utf8.FullRune(b), utf8.RuneCount(b), utf8.Valid(b)))
		for _, c := range b {
			emit(fmt.Sprint(utf8.RuneStart(c)))
		}
	}
}

func wideAtomic(emit func(string)) {
	var vInt32 int32
	atomic.StoreInt32(&vInt32, 12)
	emit(fmt.Sprint(atomic.AddInt32(&vInt32, 3), atomic.AndInt32(&vInt32, 6), atomic.OrInt32(&vInt32, 9), atomic.SwapInt32(&vInt32, 40), atomic.CompareAndSwapInt32(&vInt32, 40, 41), atomic.CompareAndSwapInt32(&vInt32, 40, 42), atomic.LoadInt32(&vInt32)))
	var xInt32 atomic.Int32
	xInt32.Store(12)
	emit(fmt.Sprint(xInt32.Add(3), xInt32.And(6), xInt32.Or(9), xInt32.Swap(40), xInt32.CompareAndSwap(40, 41), xInt32.CompareAndSwap(40, 42), xInt32.Load()))
	var vInt64 int64
	atomic.StoreInt64(&vInt64, 12)
	emit(fmt.Sprint(atomic.AddInt64(&vInt64, 3), atomic.AndInt64(&vInt64, 6), atomic.OrInt64(&vInt64, 9), atomic.SwapInt64(&vInt64, 40), atomic.CompareAndSwapInt64(&vInt64, 40, 41), atomic.CompareAndSwapInt64(&vInt64, 40, 42), atomic.LoadInt64(&vInt64)))
	var xInt64 atomic.Int64
	xInt64.Store(12)
	emit(fmt.Sprint(xInt64.Add(3), xInt64.And(6), xInt64.Or(9), xInt64.Swap(40), xInt64.CompareAndSwap(40, 41), xInt64.CompareAndSwap(40, 42), xInt64.Load()))
	var vUint32 uint32
	atomic.StoreUint32(&vUint32, 12)
	emit(fmt.Sprint(atomic.AddUint32(&vUint32, 3), atomic.AndUint32(&vUint32, 6), atomic.OrUint32(&vUint32, 9), atomic.SwapUint32(&vUint32, 40), atomic.CompareAndSwapUint32(&vUint32, 40, 41), atomic.CompareAndSwapUint32(&vUint32, 40, 42), atomic.LoadUint32(&vUint32)))
	var xUint32 atomic.Uint32
	xUint32.Store(12)
	emit(fmt.Sprint(xUint32.Add(3), xUint32.And(6), xUint32.Or(9), xUint32.Swap(40), xUint32.CompareAndSwap(40, 41), xUint32.CompareAndSwap(40, 42), xUint32.Load()))
	var vUint64 uint64
	atomic.StoreUint64(&vUint64, 12)
	emit(fmt.Sprint(atomic.AddUint64(&vUint64, 3), atomic.AndUint64(&vUint64, 6), atomic.OrUint64(&vUint64, 9), atomic.SwapUint64(&vUint64, 40), atomic.CompareAndSwapUint64(&vUint64, 40, 41), atomic.CompareAndSwapUint64(&vUint64, 40, 42), atomic.LoadUint64(&vUint64)))
	var xUint64 atomic.Uint64
	xUint64.Store(12)
	emit(fmt.Sprint(xUint64.Add(3), xUint64.And(6), xUint64.Or(9), xUint64.Swap(40), xUint64.CompareAndSwap(40, 41), xUint64.CompareAndSwap(40, 42), xUint64.Load()))
	var vUintptr uintptr
	atomic.StoreUintptr(&vUintptr, 12)
	emit(fmt.Sprint(atomic.AddUintptr(&vUintptr, 3), atomic.AndUintptr(&vUintptr, 6), atomic.OrUintptr(&vUintptr, 9), atomic.SwapUintptr(&vUintptr, 40), atomic.CompareAndSwapUintptr(&vUintptr, 40, 41), atomic.CompareAndSwapUintptr(&vUintptr, 40, 42), atomic.LoadUintptr(&vUintptr)))
	var xUintptr atomic.Uintptr
	xUintptr.Store(12)
	emit(fmt.Sprint(xUintptr.Add(3), xUintptr.And(6), xUintptr.Or(9), xUintptr.Swap(40), xUintptr.CompareAndSwap(40, 41), xUintptr.CompareAndSwap(40, 42), xUintptr.Load()))
	var b atomic.Bool
	b.Store(true)
	emit(fmt.Sprint(b.CompareAndSwap(false, true), b.CompareAndSwap(true, false), b.Load(), b.Swap(true)))
	one, two := 1, 2
	var p atomic.Pointer[int]
	p.Store(&one)
	emit(fmt.Sprint(*p.Swap(&two), *p.Load(), p.CompareAndSwap(&one, nil), p.CompareAndSwap(&two, nil), p.Load() == nil))
}
