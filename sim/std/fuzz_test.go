package std_test

import (
	"os"
	"strings"
	"testing"

	"gopherscope/sim"
	"gopherscope/sim/code"
)

// fuzzCases returns the program of a file of cases whose main hands its standard input to
// the function fn and prints the lines that it returns.
func fuzzCases(f *testing.F, name, fn string) *code.Program {
	f.Helper()
	src, err := os.ReadFile("cases_" + name + "_test.go")
	if err != nil {
		f.Fatal(err)
	}
	text := strings.Replace(string(src), "package std_test", "package main\n\nimport (\n\t\"os\"\n\tstdin \"io\"\n)", 1) +
		"\nfunc main() {\n\tinput, _ := stdin.ReadAll(os.Stdin)\n\tfor _, line := range " + fn + "(string(input)) {\n\t\tprintln(line)\n\t}\n}\n"
	prog, errs := loadSource(text)
	if len(errs) > 0 {
		f.Fatal(errs)
	}
	return prog
}

// likeHost runs prog on an input and compares what it prints with want.
func likeHost(t *testing.T, prog *code.Program, input string, want []string) {
	t.Helper()
	var out output
	mc := sim.New(prog, sim.Config{Procs: 1, Stdin: []byte(input)}, &out)
	mc.Run(sim.Limit{})
	if o := mc.Outcome(); o.Status != 0 {
		t.Fatalf("%q: exit status %d: %s\n%s", input, o.Status, o.Why, out.text.String())
	}
	text := strings.ReplaceAll(strings.Join(want, "\n")+"\n", "std_test.", "main.")
	if got := out.text.String(); got != text {
		t.Errorf("%q:\nthe machine has\n%s\nthe host has\n%s", input, got, text)
	}
}

func FuzzCSV(f *testing.F) {
	for _, text := range csvTexts {
		f.Add(text)
	}
	prog := fuzzCases(f, "codec", "csvAll")
	f.Fuzz(func(t *testing.T, text string) { likeHost(t, prog, text, csvAll(text)) })
}

func FuzzJSON(f *testing.F) {
	for _, text := range []string{"null", `{"name":"x","age":1.5,"q":"7"}`, `{"1":{"V":2,"Next":null}}`, `[{"A":1,"B":true}, [2e3, "\ud800"]]`, `{"a":[}`, "[1 2]", `{"V":1}{"V"`} {
		f.Add(text)
	}
	prog := fuzzCases(f, "json", "jsonAny")
	f.Fuzz(func(t *testing.T, text string) { likeHost(t, prog, text, jsonAny(text)) })
}

func FuzzTemplate(f *testing.F) {
	for _, text := range tmplTexts {
		f.Add(text)
	}
	prog := fuzzCases(f, "template", "tmplRun")
	f.Fuzz(func(t *testing.T, text string) { likeHost(t, prog, text, tmplRun(text)) })
}
