package std_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"regexp"
	"strings"
	"time"
)

type jsonPerson struct {
	Name   string            `json:"name"`
	Age    int               `json:"age,omitempty"`
	Emails []string          `json:"emails"`
	Meta   map[string]any    `json:"meta,omitempty"`
	Boss   *jsonPerson       `json:"boss,omitempty"`
	Tags   map[string]string `json:"-"`
	//lint:ignore SA5008 what json makes of such a tag is the case
	Dash    int `json:"-,"`
	private int
	Height  float64 `json:",omitempty"`
	Raw     json.RawMessage
	Any     any
	Data    []byte
	Grid    [2][2]int8
	Quoted  int64   `json:"q,string"`
	QBool   *bool   `json:",string"`
	QStr    string  `json:",string"`
	QFloat  float32 `json:"qf,string,omitempty"`
}

type jsonInner struct {
	A int
	B string
	C int `json:"shared"`
}

type jsonOther struct {
	A int
	D int `json:"shared"`
	E *int
}

type jsonhidden struct{ Seen, Deep int }

type jsonEmbeds struct {
	jsonInner
	*jsonOther
	jsonhidden
	B    bool
	Name jsonInner `json:"inner"`
	time.Weekday
	//lint:ignore SA5008 what json makes of such a tag is the case
	Named jsonhidden `json:"bad\"name"`
}

// A jsonColor reads and writes text, a jsonTemp JSON; jsonPtr has its methods on *jsonPtr.
type jsonColor int

func (c jsonColor) MarshalText() ([]byte, error) {
	if c < 0 {
		return nil, errors.New("no such color")
	}
	return fmt.Appendf(nil, "color<%d>", int(c)), nil
}

func (c *jsonColor) UnmarshalText(b []byte) error {
	_, err := fmt.Sscanf(string(b), "color<%d>", (*int)(c))
	return err
}

type jsonTemp float64

func (t jsonTemp) MarshalJSON() ([]byte, error) {
	switch t {
	case -1:
		return nil, errors.New("too cold")
	case -2:
		return []byte(`{"bad":}`), nil
	}
	return fmt.Appendf(nil, ` { "celsius" : %g, "x":"<" } `, float64(t)), nil
}

func (t *jsonTemp) UnmarshalJSON(b []byte) error {
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		return fmt.Errorf("temp: %w", err)
	}
	c, _ := m["celsius"].(float64)
	*t = jsonTemp(c)
	return nil
}

type jsonPtr struct{ X int }

func (p *jsonPtr) MarshalJSON() ([]byte, error) { return []byte(`"ptr"`), nil }

type jsonZero struct{ N int }

func (z jsonZero) IsZero() bool { return z.N == 7 }

type jsonNode struct {
	V    int
	Next *jsonNode
}

type jsonOmit struct {
	I  int             `json:",omitempty"`
	S  []int           `json:",omitempty"`
	M  map[int]int     `json:",omitempty"`
	P  *int            `json:",omitempty"`
	T  time.Time       `json:",omitempty"`
	TZ time.Time       `json:",omitzero"`
	Z  jsonZero        `json:",omitzero"`
	Y  *jsonZero       `json:",omitzero"`
	A  [0]int          `json:",omitempty"`
	St struct{}        `json:",omitempty"`
	F  any             `json:",omitempty"`
	SZ []int           `json:",omitzero"`
	IZ struct{ X int } `json:"iz,omitzero"`
}

type jsonLower struct {
	FirstName string
	ÜberWert  int
	URL       string `json:"url"`
}

type jsonKey struct{ X, Y int }

func (k jsonKey) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%d-%d", k.X, k.Y), nil }
func (k *jsonKey) UnmarshalText(b []byte) error {
	_, err := fmt.Sscanf(string(b), "%d-%d", &k.X, &k.Y)
	return err
}

var address = regexp.MustCompile("0x[0-9a-f]+")

func casesJson(emit func(string)) {
	jsonMarshal(emit)
	jsonUnmarshal(emit)
	jsonTexts(emit)
	jsonStreams(emit)
}

// jsonErr shows an error with its type and fields.
func jsonErr(err error) string {
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	var marshaler *json.MarshalerError
	var value *json.UnsupportedValueError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("%T %v at %d", err, err, syntax.Offset)
	case errors.As(err, &typ):
		return fmt.Sprintf("%T %v: %q %v %d %q %q", err, err, typ.Value, typ.Type, typ.Offset, typ.Struct, typ.Field)
	case errors.As(err, &marshaler):
		return fmt.Sprintf("%T %v: %v %v", err, err, marshaler.Type, marshaler.Unwrap())
	case errors.As(err, &value):
		return fmt.Sprintf("%T %v: %v", err, err, value.Value.Kind())
	}
	return fmt.Sprintf("%T %v", err, err)
}

func jsonMarshal(emit func(string)) {
	yes, three := true, 3
	person := jsonPerson{Name: "Ann <a&b>", Emails: nil, Any: []any{1, "x", nil, 2.5, true, map[string]int{"b": 1, "a": 2}}, Data: []byte("hello"), Grid: [2][2]int8{{1, 2}, {3, -4}},
		Quoted: -5, QBool: &yes, QStr: "in \"quotes\" <", Raw: json.RawMessage(` {"raw" : [1, 2] } `), Meta: map[string]any{"z": 1, "a": []int{}, "m": map[string]any(nil)},
		Boss: &jsonPerson{Name: "B", Emails: []string{}, private: 1, Height: 1.75, QFloat: 0.1}}
	cycle := &jsonNode{V: 1}
	cycle.Next = cycle
	var list []any
	list = append(list, nil)
	list[0] = list
	loop := map[string]any{}
	loop["self"] = loop
	var nilPtr *jsonPtr
	var nilErr error
	values := []any{
		nil, true, false, 0, -1, int8(-128), uint8(255), int64(math.MinInt64), uint64(math.MaxUint64), uintptr(7),
		0.0, 1.0, -1.5, 1e20, 1e21, 1e-6, 1e-7, 123456789.125, 1e100, 5e-324, math.MaxFloat64, float32(0.1), float32(1e21), float32(1e-7), float32(3.4e38), math.Copysign(0, -1),
		math.NaN(), math.Inf(1), float32(math.Inf(-1)), 1i, make(chan int), func() {}, map[bool]int{true: 1}, map[any]int{1: 1},
		"", "plain", "q\"\\/\b\f\n\r\t\x00\x1f\x7f", "<script>&amp;</script>", "世界 \u2028\u2029 \U0001F600", "bad \xff\xfe utf", 'x', []byte{}, []byte(nil), [3]byte{1, 2, 3}, []int8{1},
		[]int(nil), []int{}, []int{1, 2, 3}, [0]int{}, map[string]int(nil), map[string]int{}, map[string]int{"b": 2, "a": 1, "<": 3}, map[int]string{10: "ten", 9: "nine", -1: "neg"}, map[uint8]bool{3: true},
		map[jsonColor]int{2: 1, 1: 2}, map[jsonKey]jsonColor{{1, 2}: 3, {0, 5}: 4}, map[jsonColor]int{-1: 1},
		struct{}{}, person, &person, jsonEmbeds{jsonInner: jsonInner{1, "b", 2}, B: true}, &jsonEmbeds{jsonOther: &jsonOther{A: 9, E: &three}, jsonhidden: jsonhidden{1, 2}},
		jsonColor(3), jsonColor(-3), []jsonColor{1, 2}, jsonTemp(20.5), jsonTemp(-1), jsonTemp(-2), []any{jsonTemp(-1)}, map[string]jsonTemp{"a": 1}, &three, &yes,
		jsonPtr{1}, &jsonPtr{2}, nilPtr, []jsonPtr{{1}}, []*jsonPtr{nil, {2}}, struct{ P jsonPtr }{}, &struct{ P jsonPtr }{}, map[string]jsonPtr{"a": {1}}, struct{ E error }{nilErr},
		jsonOmit{}, jsonOmit{I: 1, S: []int{0}, M: map[int]int{1: 2}, P: &three, Z: jsonZero{7}, Y: &jsonZero{7}, F: 0}, &jsonOmit{SZ: []int{}, Z: jsonZero{1}, Y: &jsonZero{1}},
		json.Number("12.50"), json.Number(""), json.Number("bad"), struct {
			N json.Number `json:",string"`
		}{"7"}, json.RawMessage(nil), json.RawMessage("{"), []json.RawMessage{[]byte("1"), nil},
		time.Date(2024, 2, 29, 12, 30, 45, 123456000, time.UTC), time.Duration(1500), time.March, cycle, list, loop, &jsonNode{1, &jsonNode{2, nil}},
		struct{ jsonhidden }{jsonhidden{1, 2}}, struct{ *jsonInner }{}, struct{ X, x int }{1, 2}, [][]string{{"a"}, nil, {}}, []any{[]any{}, map[string]any{}},
		struct {
			A int `json:"a"`
			B int `json:"A"`
			C int `json:"c,unknown"`
			D int `json:"ünï"`
			E int `json:"<e>"`
			F int `json:"f g"`
			G int `yaml:"g"`
		}{1, 2, 3, 4, 5, 6, 7},
	}
	for i, v := range values {
		b, err := json.Marshal(v)
		emit(fmt.Sprintf("%d %s %s", i, b, jsonErr(err)))
	}
	for _, v := range []any{person, []int{}, map[string]any{}, []any{1, map[string]any{"a": []int{1}}}, "s", make(chan int), struct{}{}} {
		b, err := json.MarshalIndent(v, ">", "  ")
		emit(fmt.Sprintf("%s %v", b, err))
	}
}

func jsonUnmarshal(emit func(string)) {
	into := func(text string, v any) {
		err := json.Unmarshal([]byte(text), v)
		shown := fmt.Sprintf("%+v", v)
		if rv := reflect.ValueOf(v); rv.Kind() == reflect.Pointer && !rv.IsNil() {
			shown = fmt.Sprintf("%+v", rv.Elem().Interface())
			if b, err := json.Marshal(v); err == nil {
				shown += " " + string(b)
			}
		}
		shown = address.ReplaceAllString(shown, "address")
		emit(fmt.Sprintf("%s %T: %s %s", text, v, shown, jsonErr(err)))
	}
	texts := []string{"null", "true", "0", "-12", "300", "1.5", "1e3", "1e999", "12345678901234567890", `"text"`, `"12"`, `"aGVsbG8="`, `"!"`, "[]", "[1,2,3]", `[1,"a",null]`, "{}", `{"a":1,"b":2}`, `{"1":"x","-2":"y","z":3}`,
		` { "name" : "Bob" , "AGE" : 7, "emails":["x"], "unknown":[1,{"y":2}], "boss":{"name":"C","age":"old"} } `, `{"A":1,"B":true,"shared":5,"E":3,"Seen":4,"inner":{"A":8},"Weekday":3}`,
		`{"q":"17","QBool":"true","QStr":"\"in\"","qf":"1.5"}`, `{"q":17}`, `{"q":"x"}`, `{"q":null,"QBool":null}`, `{"q":""}`, `{"QBool":"maybe","QStr":"plain"}`, `{"q":"1.5"}`,
		`{"Raw":{"a": [1 , 2]},"Any":{"x":[1,2.5,"s",null,true]},"Data":"AQI=","Grid":[[1],[3,4,5],[6]]}`, `{"V":1,"Next":{"V":2,"Next":null}}`, `{"V":"s"}`, `{"Next":{"Next":{"V":[]}}}`,
		`"color<5>"`, `["color<1>","bad"]`, `{"color<1>":2,"color<3>":4}`, `{"1-2":"color<3>"}`, `{"celsius":36.6}`, `[{"celsius":1},{"celsius":2}]`, `"2024-02-29T12:30:45.5Z"`, `{"firstname":"F","überwert":3,"URL":"u"}`,
		`"\u00e9\ud83d\ude00\ud800x\/\b\n\"\\"`, "\"bad \xff utf\"", `{"a":{"b":{"c":[1,[2,[3]]]}}}`, `{"a":1,"a":2}`, `{"I":5,"S":[1],"M":{"3":4},"P":9,"TZ":"2020-01-01T00:00:00+01:00","Y":{"N":2}}`,
		`[[1,2],[3]]`, `[null,true,"x",1.25,[],{}]`, `256`, `-129`, `3.5e38`, `{"name":1,"age":"x","emails":{}}`, `{"Grid":[["x"]],"Data":[1,2],"Data":5}`,
	}
	for _, text := range texts {
		for _, v := range []any{new(any), new(bool), new(int), new(int8), new(uint8), new(float64), new(float32), new(string), new([]byte), new([]int), new([2]int), new([]any), new(map[string]int), new(map[string]any),
			new(map[int]string), new(map[uint]any), new(*int), new(**string), new(jsonPerson), new(*jsonPerson), new(jsonEmbeds), new(jsonNode), new(jsonColor), new([]jsonColor), new(map[jsonColor]int), new(map[jsonKey]jsonColor),
			new(jsonTemp), new([]jsonTemp), new(*jsonTemp), new(time.Time), new(jsonLower), new(json.Number), new(json.RawMessage), new(jsonOmit), new(error), new(chan int), new(struct{}), new([][]int), new(time.Duration), new(map[bool]int)} {
			into(text, v)
		}
	}
	for _, text := range []string{"", " ", "{", "[1,", `{"a"`, `{"a":`, `{"a":1`, `{a:1}`, "[1 2]", "[1,]", `{"a":1,}`, "tru", "trux", "nul", "01", "1.", "-", "1e", "+1", ".5", `"a`, `"\x"`, `"\u12g4"`, "\"a\nb\"", "1 2", "[]]", "{}x", "'a'", "\x00", "é", "[\"a\":1]", `{"a" 1}`, "falsy"} {
		var v any
		into(text, &v)
		emit(fmt.Sprint(json.Valid([]byte(text))))
	}
	into("1", nil)
	into("1", 5)
	into("1", (*int)(nil))

	// What is there already stays or is filled.
	p := jsonPerson{Name: "old", Age: 3, Emails: []string{"a", "b", "c"}, Meta: map[string]any{"k": 1}, Boss: &jsonPerson{Name: "boss", Age: 9}}
	into(`{"age":4,"emails":["x"],"meta":{"j":2},"boss":{"age":10}}`, &p)
	n := 5
	var holder any = &n
	into("6", &holder)
	emit(fmt.Sprint(n))
	holder = map[string]int{"a": 1}
	into(`{"b":2}`, &holder)
	var ms = map[string]*jsonNode{"x": {V: 1}}
	into(`{"x":{"V":2},"y":{"V":3}}`, &ms)
	emb := struct{ *jsonInner }{}
	into(`{"A":1}`, &emb)
	arr := [3]int{7, 8, 9}
	into("[1]", &arr)
	deep := strings.Repeat("[", 10001) + strings.Repeat("]", 10001)
	emit(fmt.Sprint(json.Unmarshal([]byte(deep), new(any)), json.Valid([]byte(deep[1:20001]))))
}

func jsonTexts(emit func(string)) {
	for _, text := range []string{"", "1", `{"a" : [1, 2 , {"b":"<&>"}], "c": {} , "d":[ ] }`, "[1,", ` "x" `, "{]", "[\"\u2028\"]"} {
		var c, i, h bytes.Buffer
		err := json.Compact(&c, []byte(text))
		err2 := json.Indent(&i, []byte(text), "#", "\t")
		json.HTMLEscape(&h, []byte(text))
		emit(fmt.Sprintf("%q %s %q %s %q", c.String(), jsonErr(err), i.String(), jsonErr(err2), h.String()))
	}
	for _, n := range []json.Number{"1", "-1.5e3", "x", "99999999999999999999"} {
		i, err := n.Int64()
		f, err2 := n.Float64()
		emit(fmt.Sprint(n, i, err, f, err2))
	}
	emit((&json.UnsupportedTypeError{Type: reflect.TypeFor[chan int]()}).Error() + json.Delim('{').String())
}

func jsonStreams(emit func(string)) {
	for mode := range 3 {
		var out strings.Builder
		enc := json.NewEncoder(&out)
		switch mode {
		case 1:
			enc.SetIndent("", " ")
		case 2:
			enc.SetEscapeHTML(false)
		}
		for _, v := range []any{1, "<x>", []int{1, 2}, map[string]any{"a<": jsonTemp(1)}, struct {
			A int `json:"<a>"`
		}{1}, make(chan int)} {
			emit(fmt.Sprint(enc.Encode(v)))
		}
		emit(out.String())
	}
	texts := []string{"", " ", `{"a":1} {"a":2}[3]"s" 4 null`, `[{"a":1},{"a":2}]`, `{"k":[1,2,{"n":null}],"m":true}`, "1 2 x", "[1 2]", `{"a" 1}`, `{"a":1,}`, "[1,", `{"a":`, "]", "}", ",", ":", `{1:2}`, "tru", "12", `"ab`, `{"a":[}]`, "'x'", "\"", "[\"x\" \"y\"]", "\x01"}
	for _, text := range texts {
		for _, r := range []func() io.Reader{func() io.Reader { return strings.NewReader(text) }, func() io.Reader { return &jsonSlow{text} }} {
			dec := json.NewDecoder(r())
			for range 8 {
				var v any
				err := dec.Decode(&v)
				emit(fmt.Sprintf("%q %v %s %d", text, v, jsonErr(err), dec.InputOffset()))
				if err != nil {
					break
				}
			}
			rest, _ := io.ReadAll(dec.Buffered())
			dec = json.NewDecoder(r())
			dec.UseNumber()
			line := fmt.Sprintf("%q", rest)
			for range 20 {
				more := dec.More()
				tok, err := dec.Token()
				line += fmt.Sprintf(" %v %T(%v) %s %d;", more, tok, tok, jsonErr(err), dec.InputOffset())
				if err != nil {
					break
				}
			}
			emit(line)
		}
	}
	dec := json.NewDecoder(strings.NewReader(`{"list":[{"V":1},{"V":2,"W":3},{"V":"x"}],"end":0}`))
	dec.DisallowUnknownFields()
	for range 3 {
		tok, err := dec.Token()
		emit(fmt.Sprint(tok, err))
	}
	for dec.More() {
		var n jsonNode
		err := dec.Decode(&n)
		emit(fmt.Sprint(n.V, jsonErr(err), dec.InputOffset()))
	}
	var n jsonNode
	emit(jsonErr(dec.Decode(&n)))
}

// A jsonSlow gives three bytes at a time.
type jsonSlow struct{ s string }

func (r *jsonSlow) Read(p []byte) (int, error) {
	if r.s == "" {
		return 0, io.EOF
	}
	n := copy(p[:min(3, len(p))], r.s)
	r.s = r.s[n:]
	return n, nil
}

// jsonAny decodes a text in several ways and says what comes out.
func jsonAny(text string) (lines []string) {
	for _, v := range []any{new(any), new(jsonPerson), new(map[string]jsonNode), new([]jsonEmbeds), new(map[int]string)} {
		err := json.Unmarshal([]byte(text), v)
		b, err2 := json.Marshal(v)
		lines = append(lines, fmt.Sprintf("%s %s %v", jsonErr(err), b, err2))
	}
	dec := json.NewDecoder(&jsonSlow{text})
	for range 50 {
		tok, err := dec.Token()
		lines = append(lines, fmt.Sprintf("%T(%v) %s %d", tok, tok, jsonErr(err), dec.InputOffset()))
		if err != nil {
			break
		}
	}
	return lines
}
