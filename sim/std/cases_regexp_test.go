package std_test

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf16"
)

func casesRegexp(emit func(string)) {
	texts := []string{"", "a", "foo bar baz", "aaa", "key=value; other=1", "2024-01-02 and 2025-11-30", "héllo wörld", "a,b,,c", "xx"}
	for _, expr := range []string{"", "a*", "a+", `(\w+)=(\w+)`, `(?P<year>\d{4})-(?P<month>\d\d)`, "b.", "ö|é", ",", "x(y)?x", "^f", "z$"} {
		re := regexp.MustCompile(expr)
		emit(fmt.Sprint(re, re.NumSubexp(), re.SubexpNames(), re.SubexpIndex("month")))
		prefix, complete := re.LiteralPrefix()
		emit(fmt.Sprint(prefix, complete))
		for _, s := range texts {
			emit(fmt.Sprintf("%v %q %v %q %q", re.MatchString(s), re.FindString(s), re.FindStringIndex(s), re.FindStringSubmatch(s), re.FindAllString(s, -1)))
			emit(fmt.Sprintf("%v %q %v", re.FindAllStringIndex(s, 2), re.FindAllStringSubmatch(s, -1), re.FindAllStringSubmatchIndex(s, 1)))
			emit(fmt.Sprintf("%q %q %q %q", re.ReplaceAllString(s, "<$1>"), re.ReplaceAllLiteralString(s, "$1"), re.ReplaceAllStringFunc(s, strings.ToUpper), re.ReplaceAllString(s, "${year}x")))
			emit(fmt.Sprintf("%q %q %q %q", re.Split(s, -1), re.Split(s, 2), re.Split(s, 0), re.FindAll([]byte(s), 2)))
			emit(fmt.Sprintf("%q %q %v", re.Find([]byte(s)), re.ReplaceAll([]byte(s), []byte("-")), re.Match([]byte(s))))
		}
	}
	for _, expr := range []string{"a(b", "*", "[z-a]", "a{2000}", `\8`} {
		_, err := regexp.Compile(expr)
		emit(fmt.Sprint(err))
		func() {
			defer func() { emit(fmt.Sprint(recover())) }()
			regexp.MustCompile(expr)
		}()
	}
	long := regexp.MustCompile("a|ab")
	long.Longest()
	emit(long.FindString("ab") + regexp.MustCompilePOSIX("a|ab").FindString("ab") + regexp.QuoteMeta("a.b*c"))
	ok, err := regexp.MatchString("^h", "hi")
	emit(fmt.Sprint(ok, err))
	for _, s := range []string{"", "abc", "世界", "😀x", "\xff"} {
		u := utf16.Encode([]rune(s))
		emit(fmt.Sprint(u, string(utf16.Decode(u))))
	}
	emit(fmt.Sprint(utf16.Decode([]uint16{0xd800, 'a', 0xdc00}), utf16.RuneLen('a'), utf16.RuneLen('😀'), utf16.RuneLen(-1), utf16.IsSurrogate(0xd900)))
}
