package std_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"gopherscope/sim"
	"gopherscope/sim/code"
	"gopherscope/sim/trace"
)

// fuzzProgram is cases_fuzz_test.go as a program: it calls the function that its argument names
// on its standard input and prints the result.
var fuzzProgram = sync.OnceValues(func() (*code.Program, error) {
	src, err := os.ReadFile("cases_fuzz_test.go")
	if err != nil {
		return nil, err
	}
	text := strings.Replace(string(src), "package std_test\n\nimport (", "package main\n\nimport (\n\t\"os\"", 1) + `
func main() {
	in, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("panic", r)
		}
	}()
	fmt.Print(fuzzed[os.Args[1]](string(in)))
}
`
	prog, errs := loadSource(text)
	if len(errs) > 0 {
		return nil, errs
	}
	return prog, nil
})

// A standardOutput keeps what a program writes to standard output.
type standardOutput struct{ text strings.Builder }

func (o *standardOutput) Wants(c trace.Class) bool { return c&trace.Output != 0 }

func (o *standardOutput) Write(e trace.Event) {
	if e.Kind == trace.GoWrite && e.N == 1 {
		o.text.WriteString(e.Text)
	}
}

// fuzz compares a function of fuzzed on the machine with itself here.
func fuzz(f *testing.F, name string, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 400 || longNumber(in) {
			t.Skip("it would only take longer")
		}
		prog, err := fuzzProgram()
		if err != nil {
			t.Fatal(err)
		}
		want := func() (text string) {
			defer func() {
				if r := recover(); r != nil {
					text = fmt.Sprintln("panic", r)
				}
			}()
			return fuzzed[name](in)
		}()
		var out standardOutput
		mc := sim.New(prog, sim.Config{Procs: 1, Args: []string{name}, Stdin: []byte(in)}, &out)
		mc.Run(sim.Limit{})
		if o := mc.Outcome(); o.Status != 0 {
			t.Fatalf("%q: exit status %d: %s", in, o.Status, o.Why)
		}
		got := strings.ReplaceAll(out.text.String(), "main.", "std_test.")
		if got == want {
			return
		}
		g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
		for i := range g {
			if i == len(w) || g[i] != w[i] {
				host := "(nothing)"
				if i < len(w) {
					host = w[i]
				}
				t.Fatalf("%q, line %d:\n the machine has %s\n the host has    %s", in, i+1, g[i], host)
			}
		}
		t.Fatalf("%q: the machine's result ends after %d lines, the host's has %d", in, len(g), len(w))
	})
}

// longNumber tells whether s has four digits in a row, which as a width would be long to print.
func longNumber(s string) bool {
	run := 0
	for _, r := range s {
		if run++; r < '0' || r > '9' {
			run = 0
		}
		if run == 4 {
			return true
		}
	}
	return false
}

func FuzzSprintf(f *testing.F) {
	seeds := []string{"|", "!|%d", "ab|%*d", "abc|%[2]*.[1]*[3]f", "a|%!", "a|%", "a|%z %w", "|%d %s", "abc|%d", "a|%[3]d %[x]d %[", "a|%.*d", "b|%-+# 010.3v"}
	var all strings.Builder
	for i, v := range fuzzOperands {
		formats := "%v %+v %#v %T %d %s %q %x %X % x %#x % #X %c %U %#U %o %#o %O %b %e %E %f %F %g %G %t %5v %-5v %05d %.2v %+d % d %8.3f %-8.1e %+q %#q %08.3f %+.2g %6.2s"
		if verbsOfPointers(v) {
			formats = "%v %+v %#v %s %5v" // the others show its address
		}
		for format := range strings.FieldsSeq(formats) { // %5v becomes %5[1]v
			all.WriteString(format[:len(format)-1] + "[1]" + format[len(format)-1:] + "|")
		}
		seeds = append(seeds, string(rune(i))+"|"+all.String())
		all.Reset()
	}
	f.Add(strings.Repeat("7", 3) + "|%[2]*[1]d %[1]*d %.[1]*d")
	fuzz(f, "sprintf", seeds...)
}

// verbsOfPointers tells whether v is a pointer that is not nil.
func verbsOfPointers(v any) bool {
	switch v.(type) {
	case *fuzzInner, *[]int, *map[string]int, *[2]string:
		return true
	}
	return false
}

func FuzzSscanf(f *testing.F) {
	fuzz(f, "sscanf", "|", "%d|12", "%d|x", "%s %d|abc -7", "%d,%d,%d|1,2,3", "%x %o %b|ff 17 101", "%5s%d|abcdefgh", "%c%s|é world", "%q|\"quoted \\n\"", "%v %v|1.5 true",
		"%t|false", "%e|1e3", "%g|(1+2i)", "%3d%3d|123456", "%%%d|%5", "%d\n%d|1\n2", "%d %d|1\n2", " %d|  3", "a%db|a5b", "%s|", "%U|U+4E16", "%z|1", "%d|99999999999999999999", "%x|68656c6c6f 1", "%v|0x1f", "%v|0b11", "%2c|ab", "%d%%|3%", "|1 2 3", "|a\nb\nc", "%d |4 ", "%s%s|x", "%i|1")
}

func FuzzStrconv(f *testing.F) {
	fuzz(f, "strconv", "", "0", "-0", "+1", "12", "0x1F", "0b101", "0o17", "017", "1_000", "99999999999999999999", "1e5", "1.5", ".5", "5.", "-inf", "NaN", "infinity", "0x1p-2", "1e400", "true", "F", "(1+2i)", "3i", `"quoted"`, "`raw`", `'x'`, `"\u4e16\xff\n"`, `"unterminated`, `\x41rest`, `\q`, "é\xff\x00\u2028", "zz", "1e-400", "-128", "256", "2147483648")
}

func FuzzStrings(f *testing.F) {
	fuzz(f, "strings", "", "a,b,c|,|;", "hello world||x", "aaa|a|bb", "|a|b", "Ünïcödé 世界|ï|é", "\xff\xfea|\xff|?", "  trim me \t\n| |", "AbC|aBc|", "one\ntwo\r\nthree|\n|", "ǅ ß İ ı|ß|ss", "abcabc|bc|", "xaxbx|x|", "a|aa|b", "\u2028\u00a0 x|\u00a0|")
}

func FuzzTime(f *testing.F) {
	fuzz(f, "time", "|", "2006-01-02|2024-02-29", "2006-01-02|2023-02-29", "Jan _2 15:04:05.000|Feb 29 03:04:05.678", "Monday, 02-Jan-06 15:04:05 MST|Saturday, 01-Jan-00 00:00:00 EST", "3:04PM|12:00AM", "2006-01-02T15:04:05Z07:00|2024-01-02T03:04:05+01:30", "06 002 __2|24 060  60", "15h|25h", "|1h30m", "|-1.5s", "|1x", "|.s", "MST -0700 -07:00:00|PST -0800 -08:00:00", "Z0700|Z", ".999|.5", "05,000|05,123", "January Mon|March Tue", "2006-01-02 15:04:05 -0700 MST|2024-07-01 12:00:00 +0300 +03", "pm PM|am PM", "2006|99999")
}

func FuzzScanner(f *testing.F) {
	fuzz(f, "scanner", "", "one line", "a\nb\n", "\r\n\r\n", "a\r\nb\r", "  words  and\tmore\n", "é世\xff", strings.Repeat("x", 40), "uu\nuu", "\n\n\n", "a\xe4\xb8", "0123456789abcdef", "0123456789abcde\r\nx")
}

func FuzzSort(f *testing.F) {
	var long strings.Builder
	for i := range 190 {
		long.WriteByte(byte(i * i * 7 % 251))
	}
	fuzz(f, "sort", "", "a", "ba", "the quick brown fox", "zyxwvutsrqponmlkjihgfedcba", strings.Repeat("ab", 60), long.String(), strings.Repeat("m", 50), "aaaaaaaaaaaaabbbbbbbbbbbbbbbcaaaaaaaaaaa")
}
