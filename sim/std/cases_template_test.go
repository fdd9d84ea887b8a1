package std_test

import (
	"errors"
	"fmt"
	"strings"
	"text/template"
)

type tmplUser struct {
	Name  string
	Age   int
	Tags  []string
	Boss  *tmplUser
	Props map[string]any
	Any   any
	F     func(int) int
	Err   error
	low   int
	tmplBase
}

type tmplBase struct{ ID uint8 }

func (b tmplBase) Double() int                            { return int(b.ID) * 2 }
func (u *tmplUser) Upper() string                         { return strings.ToUpper(u.Name) }
func (u tmplUser) Greet(who string, n ...int) string      { return fmt.Sprint("hi ", who, n) }
func (u tmplUser) Fail(x int) (string, error)             { return "", errors.New("failed") }
func (u tmplUser) Boom() string                           { panic("boom") }
func (u tmplUser) Pair() (int, error)                     { return 7, nil }
func (u tmplUser) Seq(yield func(int, string) bool)       { _ = yield(1, "a") && yield(2, "b") }
func (u tmplUser) String() string                         { return "user:" + u.Name }
func (u tmplUser) Small(x int8, y uint, z float32) string { return fmt.Sprint(x, y, z) }
func (u tmplUser) Mixed(v any, err error) string          { return fmt.Sprint(v, err) }

var tmplTexts = []string{
	"", "plain", "{{.}}", "{{.Name}} is {{.Age}}", "{{ .Name -}}  x {{- .Age }}", "{{/* note */}}a", "{{.Boss.Name}}", "{{.Boss.Boss.Name}}", "{{.Boss.Boss}}", "{{.Missing}}", "{{.Boss.Missing}}", "{{.low}}", "{{.ID}} {{.Double}} {{.tmplBase}}",
	"{{if .Age}}yes{{else}}no{{end}}", "{{if not .Tags}}none{{else if gt .Age 40}}old{{else}}young{{end}}", "{{with .Boss}}{{.Name}} {{$.Name}}{{else}}nobody{{end}}", "{{with .Props.none}}x{{else with .Name}}y{{.}}{{end}}",
	"{{range .Tags}}<{{.}}>{{end}}", "{{range $i, $t := .Tags}}{{$i}}={{$t}} {{else}}empty{{end}}", "{{range $k, $v := .Props}}{{$k}}:{{$v}};{{end}}", "{{range .Boss.Tags}}x{{else}}empty{{end}}", "{{range 3}}{{.}}{{end}}", "{{range $i := 2}}{{$i}}{{end}}",
	"{{range .Tags}}{{if eq . \"b\"}}{{continue}}{{end}}{{.}}{{end}}", "{{range .Tags}}{{if eq . \"b\"}}{{break}}{{end}}{{.}}{{end}}", "{{range $x, $y := .Seq}}{{$x}}{{$y}}{{end}}", "{{range .Name}}{{end}}", "{{range .Err}}x{{else}}nil{{end}}",
	"{{$x := 1}}{{$y := \"s\"}}{{$x = 2}}{{$x}}{{$y}}", "{{$n := 0}}{{range .Tags}}{{$n = len .}}{{end}}{{$n}}", "{{.Upper}} {{.Greet \"Bob\"}} {{.Greet \"Al\" 1 2}} {{\"Zoe\" | .Greet}} {{.Pair}}", "{{.Greet}}", "{{.Greet 1}}", "{{.Upper 1}}", "{{.Fail 1}}", "{{.Boom}}",
	"{{.Small 1 2 3}} {{.Small -1 2 2.5}}", "{{.Small 1.5 2 3}}", "{{.Small 1 -2 3}}", "{{.Small \"x\" 1 1}}", "{{.Mixed nil nil}} {{.Mixed 1 .Err}} {{.Mixed . nil}}", "{{.Mixed true false}}",
	"{{printf \"%d-%s-%v\" .Age .Name .Tags}}", "{{print 1 2 \"x\" \"y\"}} {{println \"a\"}}", "{{.Name | printf \"%q\" | printf \"<%s>\"}}", "{{len .Name}} {{len .Tags}} {{len .Props}}", "{{len 3}}", "{{len .Boss}}", "{{index .Tags 1}} {{index .Props \"k\"}} {{index .Tags 0 0}}", "{{index .Tags 9}}", "{{index .Props 1}}", "{{index .Tags \"x\"}}",
	"{{slice .Name 1 2}} {{slice .Tags 1}} {{slice .Tags 0 1 2}}", "{{slice .Tags 3 1}}", "{{html \"<a href='x'>&\\\"\"}} {{js \"it's <b>\"}} {{urlquery \"a b&c\"}} {{html .Age .Name}}", "{{call .F 3}}", "{{call .F}}", "{{call .Name}}", "{{call nil}}", "{{call .F \"x\"}}",
	"{{and 1 0 2}} {{or 0 \"\" 3}} {{and 1 2}} {{or 0 .Missing2}} {{not 0}}", "{{and 0 (index .Tags 9)}} {{or 1 .Fail}}", "{{eq 1 1}} {{eq .Age 3 36}} {{ne \"a\" \"b\"}} {{lt 1 2}} {{le 2 2}} {{gt 1.5 2.5}} {{ge \"b\" \"a\"}} {{eq .ID 5}} {{lt .ID 6}} {{eq nil .Err}}",
	"{{eq 1 \"x\"}}", "{{eq .Tags .Tags}}", "{{lt true false}}", "{{eq 1}}", "{{eq .Boss .Boss}} {{eq .Any 5}}", "{{1}} {{1.5}} {{0x10}} {{'a'}} {{1e3}} {{1i}} {{true}} {{\"s\\n\"}} {{`raw`}} {{-7}} {{1_000}}", "{{99999999999999999999}}", "{{nil}}", "{{nil.X}}", "{{.F}}", "{{.Any}} {{.Err}} {{.Props.z}} {{.Props}}",
	"{{define \"t\"}}[{{.}}]{{end}}{{template \"t\" .Name}}{{template \"t\"}}", "{{template \"missing\" .}}", "{{block \"b\" .Tags}}{{len .}}{{end}}", "{{define \"r\"}}{{if .}}{{len .}}{{template \"r\" slice . 1}}{{end}}{{end}}{{template \"r\" .Tags}}",
	"{{add 1 2}} {{join .Tags \"-\"}} {{fail}}", "{{nosuch 1}}", "{{.Name", "{{if}}{{end}}", "{{end}}", "{{range .Tags}}", "{{$x}}", "{{.Name | 3}}", "{{(.Boss).Name}} {{(index .Tags 0) | len}} {{($.Boss).Age}}", "{{\"x\".Name}}", "{{break}}", "{{template .Name}}", "a\n{{.Name}}\n  {{.Nope}}", "{{1 2}}", "{{.Name 1}}", "{{$.Props.k.x}}", "{{.Props.m.a}} {{.Props.m.b}}", "{{ .Props.user.Name }} {{.Props.user.Upper}}", "{{print nil}}", "{{printf \"%T %T\" .Any .Props.m}}",
	"{{with $u := .Boss}}{{$u.Upper}}{{end}}", "{{range $i, $e := .Tags}}{{if $i}}, {{end}}{{$e}}{{end}}", "{{.Props.k 1}}", "{{if .Boss}}{{.Boss}}{{end}} {{.Boss | printf \"%v\"}}",
}

// tmplRun parses and executes a text in several ways and says what comes out.
func tmplRun(text string) (lines []string) {
	boss := &tmplUser{Name: "<Eve>", Age: 50, tmplBase: tmplBase{1}}
	user := &tmplUser{Name: "Ann", Age: 36, Tags: []string{"a", "b", "c"}, Boss: boss, Any: 5, low: 1, F: func(x int) int { return x * x }, tmplBase: tmplBase{5},
		Props: map[string]any{"k": 1, "a": []int{1, 2}, "m": map[string]int{"a": 9}, "user": boss, "nil": nil}}
	funcs := template.FuncMap{"add": func(a, b int) int { return a + b }, "join": strings.Join, "fail": func() (int, error) { return 0, errors.New("no") }}
	for _, data := range []any{user, *boss, map[string]any{"Name": "map", "Tags": []int{3, 1, 2}}, nil} {
		for _, option := range []string{"missingkey=default", "missingkey=zero", "missingkey=error"} {
			t, err := template.New("main").Option(option).Funcs(funcs).Parse(text)
			if err != nil {
				return append(lines, fmt.Sprintf("%q: %v", text, err))
			}
			var out strings.Builder
			err = t.Execute(&out, data)
			lines = append(lines, fmt.Sprintf("%q: %q %T %v", text, out.String(), err, err))
			if _, isMap := data.(map[string]any); !isMap {
				break
			}
		}
	}
	return lines
}

func casesTemplate(emit func(string)) {
	for _, text := range tmplTexts {
		for _, line := range tmplRun(text) {
			emit(line)
		}
	}
	var out strings.Builder
	set := template.Must(template.New("root").Delims("<<", ">>").Parse(`<<define "x">>x:<<.>><<end>><<define "y">>y<<end>>root {{.}} <<.>>`))
	emit(fmt.Sprint(set.Execute(&out, 1), set.ExecuteTemplate(&out, "x", 2), set.ExecuteTemplate(&out, "z", 3), out.String(), set.Name(), set.Lookup("y") != nil, set.Lookup("q") == nil, len(set.Templates())))
	clone, err := set.Clone()
	_, err2 := clone.New("y").Parse("changed")
	out.Reset()
	emit(fmt.Sprint(err, err2, clone.ExecuteTemplate(&out, "y", nil), set.ExecuteTemplate(&out, "y", nil), out.String()))
	emit(fmt.Sprint(template.New("empty").Execute(&out, nil), template.New("none").DefinedTemplates(), template.Must(template.New("one").Parse("1")).DefinedTemplates()))
	for _, f := range []func(){
		func() { template.New("x").Option("bad") }, func() { template.New("x").Funcs(template.FuncMap{"a b": strings.ToUpper}) }, func() { template.New("x").Funcs(template.FuncMap{"f": 1}) },
		func() { template.New("x").Funcs(template.FuncMap{"f": func() {}}) }, func() { template.Must(nil, errors.New("must")) },
	} {
		func() {
			defer func() { emit(fmt.Sprint(recover())) }()
			f()
		}()
	}
	truth, ok := template.IsTrue([]int{})
	emit(fmt.Sprint(truth, ok, template.HTMLEscaper("<", 1), template.JSEscaper("'"), template.URLQueryEscaper("a b", 2)))
	_, err = template.ParseFiles("/nosuch/file")
	emit(fmt.Sprint(err))
}
