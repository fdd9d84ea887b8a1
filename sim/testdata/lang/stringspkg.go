// package strings, and a Builder.
package main

import (
	"fmt"
	"strings"
	"unicode"
)

func main() {
	s := "the quick brown fox"
	fmt.Println(strings.Contains(s, "quick"), strings.HasPrefix(s, "the"), strings.HasSuffix(s, "x"), strings.Index(s, "q"))
	fmt.Println(strings.Split("a,b,c", ","), len(strings.Split("", ",")), strings.SplitN("a:b:c", ":", 2), strings.Fields("  a  b\tc\n"))
	fmt.Println(strings.Join([]string{"x", "y", "z"}, "-"), strings.Repeat("ab", 3), strings.ToUpper(s), strings.Title("go"))
	fmt.Printf("%q %q %q %q\n", strings.TrimSpace("  x \n"), strings.Trim("..x..", "."), strings.TrimLeft("aab", "a"), strings.TrimSuffix("a.go", ".go"))
	fmt.Println(strings.Replace("aaaa", "a", "b", 2), strings.ReplaceAll("aaaa", "aa", "b"), strings.Count("cheese", "e"), strings.LastIndex("go gopher", "go"))
	fmt.Println(strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		if r == ' ' {
			return -1
		}
		return unicode.ToUpper(r)
	}, "Hello World é"))
	before, after, ok := strings.Cut("key=value", "=")
	fmt.Println(before, after, ok, strings.EqualFold("Go", "GO"), strings.Compare("a", "b"))
	var b strings.Builder
	for i := range 3 {
		fmt.Fprintf(&b, "%d;", i*i)
	}
	b.WriteString("end")
	b.WriteByte('!')
	b.WriteRune('世')
	fmt.Println(b.String(), b.Len())
	fmt.Println(strings.IndexByte("abc", 'c'), strings.IndexRune("chicken", 'k'), strings.IndexAny("golang", "ny"), strings.ContainsRune("abc", 'd'))
	fmt.Println(strings.FieldsFunc("a1b2c", unicode.IsDigit), strings.TrimFunc("12x34", unicode.IsDigit))
	for w := range strings.SplitSeq("p q r", " ") {
		fmt.Print(w, ".")
	}
	fmt.Println()
	r := strings.NewReplacer("<", "&lt;", ">", "&gt;")
	fmt.Println(r.Replace("<b>x</b>"))
}
