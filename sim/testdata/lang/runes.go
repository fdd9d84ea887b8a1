// UTF-8 by hand and by the library: decoding, encoding, invalid sequences.
package main

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

func decode(s string) (out []rune) {
	for len(s) > 0 {
		c := s[0]
		n, r := 1, rune(c)
		switch {
		case c >= 0xf0:
			n, r = 4, rune(c&7)
		case c >= 0xe0:
			n, r = 3, rune(c&15)
		case c >= 0xc0:
			n, r = 2, rune(c&31)
		}
		for i := 1; i < n; i++ {
			r = r<<6 | rune(s[i]&63)
		}
		out = append(out, r)
		s = s[n:]
	}
	return
}

func caesar(s string, k rune) string {
	return string(mapRunes([]rune(s), func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return 'a' + (r-'a'+k+26)%26
		case 'A' <= r && r <= 'Z':
			return 'A' + (r-'A'+k+26)%26
		}
		return r
	}))
}

func mapRunes(rs []rune, f func(rune) rune) []rune {
	for i := range rs {
		rs[i] = f(rs[i])
	}
	return rs
}

func main() {
	s := "aé世🙂"
	fmt.Println(decode(s), []rune(s), string(decode(s)) == s)
	fmt.Println(utf8.RuneCountInString(s), utf8.ValidString("a\xff"), utf8.RuneLen('世'))
	r, n := utf8.DecodeRuneInString(s[1:])
	fmt.Println(r, n, string(r))
	for i, r := range "x\xc3\x28\xe4\xb8" {
		fmt.Print(i, ":", r, " ")
	}
	fmt.Println()
	fmt.Println(caesar("Hello, World", 3), caesar(caesar("Round Trip", 7), -7))
	fmt.Printf("%q %+q %x %U\n", s, s, s, []rune(s))
	fmt.Println(unicode.IsLetter('é'), unicode.IsDigit('5'), unicode.ToUpper('ß') == 'ß', string(unicode.ToTitle('ǆ')))
	b := utf8.AppendRune(nil, '世')
	fmt.Println(b, len(string([]rune{0xd800})), string(rune(1<<30)) == "\ufffd")
	counts := map[rune]int{}
	for _, r := range "mississippi" {
		counts[r]++
	}
	fmt.Println(counts['s'], counts['i'], counts['x'], len(counts))
	bs := []byte("byte by byte")
	for i := range bs {
		if bs[i] == 'b' {
			bs[i] -= 'a' - 'A'
		}
	}
	fmt.Println(string(bs), string(bs[5:7]))
}
