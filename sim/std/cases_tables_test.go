package std_test

import (
	"bytes"
	"fmt"
	"math/rand"
	randv2 "math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// casesTables looks at the tables of unicode, and at generators whose state can be had.
func casesTables(emit func(string)) {
	sum := func(t *unicode.RangeTable) string {
		n, total := 0, 0
		for _, r := range t.R16 {
			n += int(r.Hi-r.Lo)/int(r.Stride) + 1
			total += int(r.Lo) + int(r.Hi)
		}
		for _, r := range t.R32 {
			n += int(r.Hi-r.Lo)/int(r.Stride) + 1
			total += int(r.Lo) + int(r.Hi)
		}
		return fmt.Sprint(len(t.R16), len(t.R32), t.LatinOffset, n, total)
	}
	for _, m := range []map[string]*unicode.RangeTable{unicode.Categories, unicode.Scripts, unicode.Properties, unicode.FoldCategory, unicode.FoldScript} {
		var names []string
		for name := range m {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			emit(name + " " + sum(m[name]))
		}
	}
	emit(fmt.Sprint(unicode.CategoryAliases))
	emit(fmt.Sprint(unicode.TurkishCase, unicode.AzeriCase, unicode.CaseRanges, unicode.UpperLower))
	emit(fmt.Sprint(unicode.Letter == unicode.L, unicode.Space == unicode.Z, unicode.STerm == unicode.Sentence_Terminal, len(unicode.GraphicRanges), len(unicode.PrintRanges), unicode.GraphicRanges[5] == unicode.Zs))
	mine := &unicode.RangeTable{R16: []unicode.Range16{{Lo: 'a', Hi: 'z', Stride: 2}}, R32: []unicode.Range32{{Lo: 0x10000, Hi: 0x10010, Stride: 4}}, LatinOffset: 1}
	for _, r := range []rune{'a', 'b', 'z', 'A', '1', ' ', 'é', 'ß', 'Σ', 'ς', 'ǆ', 'ǅ', '世', 'ı', 'İ', 'i', 'I', 0x10000, 0x10001, 0x10010, 0x1F600, 0xFFFD, -1, unicode.MaxRune, unicode.MaxRune + 1} {
		emit(fmt.Sprint(r, unicode.Is(mine, r), unicode.In(r, unicode.Han, unicode.Latin), unicode.IsOneOf(unicode.PrintRanges, r), unicode.Is(unicode.Letter, r), unicode.Is(unicode.Sm, r), unicode.Is(unicode.Other_Lowercase, r)))
		emit(fmt.Sprint(unicode.TurkishCase.ToUpper(r), unicode.TurkishCase.ToLower(r), unicode.TurkishCase.ToTitle(r), unicode.SpecialCase(unicode.CaseRanges).ToUpper(r), unicode.SpecialCase(unicode.CaseRanges).ToLower(r), unicode.SpecialCase(unicode.CaseRanges).ToTitle(r)))
	}
	for _, s := range []string{"", "Iıİi", "Çığ ß"} {
		emit(strings.ToUpperSpecial(unicode.TurkishCase, s) + strings.ToLowerSpecial(unicode.TurkishCase, s) + strings.ToTitleSpecial(unicode.AzeriCase, s))
		emit(string(bytes.ToUpperSpecial(unicode.TurkishCase, []byte(s))) + string(bytes.ToLowerSpecial(unicode.TurkishCase, []byte(s))) + string(bytes.ToTitleSpecial(unicode.AzeriCase, []byte(s))))
	}

	c := randv2.NewChaCha8([32]byte([]byte("chacha8: 32-byte seed of a test.")))
	for range 40 {
		emit(fmt.Sprint(c.Uint64()))
	}
	b := make([]byte, 13)
	for range 3 {
		n, err := c.Read(b)
		emit(fmt.Sprint(n, err, b))
	}
	state, err := c.MarshalBinary()
	emit(fmt.Sprintf("%q %v", state, err))
	var d randv2.ChaCha8
	emit(fmt.Sprint(d.UnmarshalBinary([]byte("x")), d.UnmarshalBinary(state), d.Uint64() == c.Uint64()))
	state, err = c.AppendBinary([]byte(">"))
	emit(fmt.Sprintf("%q %v", state, err))
	c.Seed([32]byte{1})
	emit(fmt.Sprint(c.Uint64(), randv2.New(c).IntN(1000)))
	p := randv2.NewPCG(1, 2)
	p.Uint64()
	state, err = p.MarshalBinary()
	var q randv2.PCG
	emit(fmt.Sprintf("%q %v %v %v %v", state, err, q.UnmarshalBinary([]byte("pcg:")), q.UnmarshalBinary(state), q.Uint64() == p.Uint64()))
	state, err = p.AppendBinary(nil)
	emit(fmt.Sprintf("%q %v", state, err))
	for _, a := range [][2]float64{{1.1, 1}, {2, 3}, {1, 1}, {3.5, 10}, {2, 0.5}} {
		z := rand.NewZipf(rand.New(rand.NewSource(7)), a[0], a[1], 1000)
		y := randv2.NewZipf(randv2.New(randv2.NewPCG(7, 7)), a[0], a[1], 1000)
		if z == nil || y == nil {
			emit(fmt.Sprint(a, z == nil, y == nil))
			continue
		}
		for range 20 {
			emit(fmt.Sprint(z.Uint64(), y.Uint64()))
		}
	}
}
