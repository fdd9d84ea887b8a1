// HTTP methods. GET and HEAD read, POST creates, PUT replaces, PATCH changes, DELETE removes.
//
// A server keeps notes, and a network lies between it and main. Each way takes a millisecond,
// and an answer may get lost. Who gets no answer cannot know whether the request has arrived.
// May it be sent again? If the method is idempotent: then twice does what once does. GET,
// HEAD, PUT and DELETE are. POST is not: sent twice it creates two notes.
//
//scope:procs 2
//scope:want output POST /notes: 201 "/notes/1"
//scope:want output HEAD /notes/1: 200 ""
//scope:want output PUT /notes/1: 200 "milk"
//scope:want output PATCH /notes/1: 200 "milk and tea"
//scope:want output DELETE /notes/1: 204 ""
//scope:want output DELETE /notes/1: 404 ""
//scope:want output PUT /notes/shop: no answer
//scope:want output POST /notes: no answer
//scope:want output GET /notes: 200 "/notes/2 /notes/3 /notes/shop"
package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

type request struct {
	method, path, body string
	back               chan response
}

type response struct {
	status int
	body   string
}

var inbox = make(chan request)

func main() {
	go serve()
	//scope:note POST has the server create something. It chooses the place and tells it: /notes/1.
	send("POST", "/notes", "buy milk")
	//scope:note GET and HEAD are safe: they change nothing. HEAD is a GET without the body.
	send("GET", "/notes/1", "")
	send("HEAD", "/notes/1", "")
	//scope:note PUT replaces all of what is there, or creates it there: the client chooses the place.
	send("PUT", "/notes/1", "milk")
	//scope:note PATCH changes a part. This one appends; sent twice it would append twice.
	send("PATCH", "/notes/1", " and tea")
	send("DELETE", "/notes/1", "")
	//scope:ask The note is gone. What does a second DELETE change on the server?
	send("DELETE", "/notes/1", "")
	//scope:note Nothing: only the status differs. DELETE is idempotent. The next answer will get lost.
	loseAnswer = true
	send("PUT", "/notes/shop", "bread")
	//scope:note The PUT came twice, and there is one note all the same. Now an answer to a POST gets lost.
	loseAnswer = true
	//scope:ask main gets no answer and sends the POST again. How many notes will there be?
	send("POST", "/notes", "jam")
	//scope:note Each POST has made a note: 2 and 3. The PUT, sent twice as well, has made one.
	send("GET", "/notes", "")
}

//scope:network 1ms
func travel() { time.Sleep(time.Millisecond) }

var loseAnswer bool // the next one gets lost

// send sends a request until it is answered.
func send(method, path, body string) {
	back := make(chan response, 1)
	travel()
	inbox <- request{method, path, body, back}
	r := <-back
	fmt.Printf("%s %s: ", method, path)
	if loseAnswer {
		loseAnswer = false
		//scope:note The server has done what it was asked, but main hears nothing. It waits and sends again.
		time.Sleep(5 * time.Millisecond)
		fmt.Println("no answer")
		send(method, path, body)
		return
	}
	travel()
	fmt.Printf("%d %q\n", r.status, r.body)
}

func serve() {
	made, notes := 0, map[string]string{}
	for r := range inbox {
		status, body := 200, ""
		note, found := notes[r.path]
		switch {
		case r.method == "POST":
			made++
			status = 201
			body = fmt.Sprint("/notes/", made)
			notes[body] = r.body
		case r.method == "PUT":
			body = r.body
			notes[r.path] = body
		case r.path == "/notes":
			s := slices.Sorted(maps.Keys(notes))
			body = strings.Join(s, " ")
		case !found:
			status = 404
		case r.method == "PATCH":
			body = note + r.body
			notes[r.path] = body
		case r.method == "DELETE":
			status = 204
			delete(notes, r.path)
		case r.method == "GET":
			body = note
		}
		r.back <- response{status, body}
	}
}
