// Strings: bytes and runes, invalid UTF-8, comparison, concatenation, slices, escapes.
package main

func reverse(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}

func words(s string) (n int) {
	in := false
	for _, c := range s {
		if c == ' ' {
			in = false
		} else if !in {
			in = true
			n++
		}
	}
	return
}

func hex(s string) string {
	const d = "0123456789abcdef"
	out := ""
	for i := 0; i < len(s); i++ {
		out += string(d[s[i]>>4]) + string(d[s[i]&15])
	}
	return out
}

func main() {
	s := "héllo, 世界"
	println(len(s), len([]rune(s)), s[1], s[0:1], s[7:])
	for i, r := range "aé世\xff🙂" {
		print(i, ":", r, " ")
	}
	println()
	println(reverse(s), words("  a quick  fox "))
	println("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "b" >= "b", "é" > "z")
	println("a"+"b" == "ab", s+"!" != s)
	println(hex("\x00\x7f\u00e9\n\t\"\\"), `raw\n`+"\u4e16"+"\U0001F642")
	b := []byte(s)
	b[0] = 'H'
	println(s[0] == 'h', string(b[:1]))
	t := ""
	for i := range 5 {
		t += string(rune('a' + i))
		t = t + t[:1]
	}
	println(t)
	switch s[:1] + "x" {
	case "hx":
		println("matched")
	}
	const c = "const" + "ant"
	println(c, len(c), c[2], c[1:3])
	m := map[string]int{}
	for _, w := range []string{"x", "y", "x"} {
		m[w]++
	}
	println(m["x"], m[string([]byte{'y'})])
	println(string([]rune{0x10ffff + 1, 65}) == "\ufffdA", string([]byte{0xe4, 0xb8}) == "\xe4\xb8")
	for i, c := range []byte("hi") {
		print(i, c, " ")
	}
	println()
	multi := `two
lines`
	println(len(multi), multi[3] == '\n')
	var nilBytes []byte
	println(string(nilBytes) == "", len("\000"), "\101\x42")
}
